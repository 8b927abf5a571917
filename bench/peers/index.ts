/** What is measured side by side: one program each, which declares the same schedules in its own way. */

export interface Peer {
    readonly name: string;
    /** In the report. */
    readonly title: string;
    /** Files of `programs/`, the program itself first. */
    readonly files: readonly string[];
    /** Whether it relies on ids in the responses of the service. */
    readonly needsIds: boolean;
}

export const PEERS: readonly Peer[] = [
    peer("package", "pulumi-polytomic", "package.ts"),
    peer("floor", "floor: does nothing, one output", "floor.ts", "providers.ts"),
    peer("all-fields", "floor with all fields registered", "all-fields.ts", "providers.ts"),
    { ...peer("hand-written", "hand-written dynamic provider", "hand-written.ts"), needsIds: true },
];

/** What the peers are compared with. */
export const FLOOR = "floor";

function peer(name: string, title: string, ...files: string[]): Peer {
    return { name, title, files: [...files, "declarations.ts"], needsIds: false };
}
