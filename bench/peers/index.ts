/** What is measured side by side: one program each, which declares the same schedules in its own way. */

export interface Peer {
    readonly name: string;
    /** In the report. */
    readonly title: string;
    /** Files of `programs/`, the program itself first; `declarations.ts` goes with each. */
    readonly files: readonly string[];
    /** Whether it relies on ids in the answers of the service. */
    readonly needsIds: boolean;
}

export const PEERS: readonly Peer[] = [
    {
        name: "package",
        title: "pulumi-polytomic",
        files: ["package.ts"],
        needsIds: false,
    },
    {
        name: "floor",
        title: "floor: does nothing, one output",
        files: ["floor.ts", "floor-provider.ts", "answered.ts"],
        needsIds: false,
    },
    {
        name: "all-fields",
        title: "floor with all fields registered",
        files: ["all-fields.ts", "all-fields-provider.ts", "answered.ts"],
        needsIds: false,
    },
    {
        name: "hand-written",
        title: "hand-written dynamic provider",
        files: ["hand-written.ts"],
        needsIds: true,
    },
];

/** What the peers are compared with. */
export const FLOOR = "floor";
