/** The stacks whose states are kept: how each comes about. Its program is `programs/<name>.js`. */
import type { Emulator } from "../../emulator/src";

/** The CLI at work on the stack. */
export interface Commands {
    /** Runs a command that must succeed. */
    readonly succeed: (command: string) => Promise<void>;
    /** Runs a command that must fail. */
    readonly fail: (command: string) => Promise<void>;
    /** The URN of a resource in state. */
    readonly urnOf: (name: string) => string;
}

export interface Stack {
    /** Adds to the emulator what the program expects, and returns the stack's configuration. Names of secrets end with "Key". */
    prepare(emulator: Emulator): Record<string, string>;
    deploy(commands: Commands, emulator: Emulator, config: Readonly<Record<string, string>>): Promise<void>;
}

const UP = "up --yes --skip-preview";

const allResources: Stack = {
    prepare(emulator) {
        const ids = addSyncs(emulator, ["schedulesSync", "defaultSync", "runSync", "exclusiveSync"]);
        const other = emulator.addOrganization("Other organization");
        const addDaily = (hour: string) =>
            emulator.addSchedule(ids["schedulesSync"] ?? "", { frequency: "daily", hour }).id;
        emulator.planExecution(ids["runSync"] ?? "", { runMs: 500, recordCount: 1234, warningCount: 1 });
        return {
            ...ids,
            existingId: addDaily("10"),
            importedId: addDaily("11"),
            otherSync: emulator.addSync({ organizationId: other.id }).id,
            otherOrganization: other.id,
            otherPartnerKey: other.partnerKey,
            url: emulator.url,
        };
    },
    deploy: ({ succeed }) => succeed(UP),
};

const OWN_SYNCS = [
    ...["unconfirmed", "crashed", "taken-over", "gone"],
    ...["overdue", "failed", "crashed-run", "exclusive"],
];

const afterFailures: Stack = {
    prepare: (emulator) => addSyncs(emulator, OWN_SYNCS),
    async deploy({ succeed, fail, urnOf }, emulator, config) {
        const idOf = (name: string) => config[name] ?? "";
        const path = `${idOf("unconfirmed")}/schedules`;
        emulator.fault({ kind: "reset-after-write", method: "POST", path, times: Infinity });
        emulator.planExecution(idOf("overdue"), { runMs: 30 * 60_000 });
        emulator.planExecution(idOf("failed"), { runMs: 500, endsAs: "failed", statusMessage: "no rights" });
        emulator.planExecution(idOf("crashed-run"), { runMs: 500 });
        await fail(`${UP} --continue-on-error`);
        emulator.clearFaults();
        // As the state that a killed command leaves: Polytomic has more.
        for (const name of ["crashed", "crashed-run", "taken-over"])
            await succeed(`state delete ${urnOf(name)}`);
        const takenOver = urnOf("gone").replace(/gone$/, "taken-over");
        await succeed(`${UP} --target ${takenOver}`);
        for (const { id } of emulator.schedules(idOf("gone"))) emulator.removeSchedule(idOf("gone"), id);
        await succeed("config set gone-hour 4");
        await fail(`${UP} --target ${urnOf("gone")}`);
        emulator.addSchedule(idOf("exclusive"), { frequency: "manual" });
        emulator.addSchedule(idOf("exclusive"), { frequency: "continuous" });
        await succeed(`refresh --yes --skip-preview --target ${urnOf("exclusive")}`);
    },
};

/** Each by its name. */
export const STACKS: Readonly<Record<string, Stack>> = {
    "all-resources": allResources,
    "after-failures": afterFailures,
};

/** Adds bulk syncs of these names, and returns their ids. */
const addSyncs = (emulator: Emulator, names: readonly string[]): Record<string, string> =>
    Object.fromEntries(names.map((name) => [name, emulator.addSync({ name }).id]));
