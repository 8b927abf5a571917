/** The states that released versions have left, in `test/states/<version>/<stack>/`. `npm run states -- add` records them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Snapshot } from "../../emulator/src";

export const STATES_FOLDER = resolve(__dirname, "../states");

/** URNs have it, and idempotency keys derive from them. */
export const PROJECT = "released";

/** What stands for the emulator's address in the files. */
export const URL_IN_FILES = "http://emulator";

/** The files of a stack. */
export const STATE_FILES = {
    program: "index.js",
    /** As `pulumi stack export` prints it. */
    state: "state.json",
    /** As `Pulumi.<stack>.yaml`. */
    settings: "settings.yaml",
    /** What the emulator held. */
    service: "service.json",
} as const;

/** A stack of a released version. */
export interface RecordedStack {
    readonly version: string;
    readonly name: string;
    read(file: keyof typeof STATE_FILES): string;
    snapshot(): Snapshot;
}

/** All that were recorded. */
export function recordedStacks(): RecordedStack[] {
    if (!existsSync(STATES_FOLDER)) return [];
    return readdirSync(STATES_FOLDER).flatMap((version) =>
        readdirSync(join(STATES_FOLDER, version)).map((name) => {
            const read = (file: keyof typeof STATE_FILES) =>
                readFileSync(join(STATES_FOLDER, version, name, STATE_FILES[file]), "utf8");
            return { version, name, read, snapshot: () => JSON.parse(read("service")) as Snapshot };
        }),
    );
}
