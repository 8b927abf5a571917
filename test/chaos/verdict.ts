/** What must hold once all is said and done: exactly the declared schedules, and a state that knows them. */
import { isDeepStrictEqual } from "node:util";
import type { Emulator, StoredSchedule } from "../../emulator/src";
import type { StoredResource } from "../support/pulumi-project";
import type { Program } from "./plan";
import type { Project } from "./project";

const SCHEDULE_TYPE = "pulumi-nodejs:dynamic/polytomic:BulkSyncSchedule";
const FIELDS = ["frequency", "hour", "minute", "dayOfWeek", "dayOfMonth", "month", "selectiveMode"] as const;

export interface Outcome {
    readonly emulator: Emulator;
    readonly project: Project;
    readonly declared: Program;
    /** The schedules that other people have added. */
    readonly strangers: readonly StoredSchedule[];
    /** Whether the service fills in what a definition leaves out. */
    readonly fillsIn: boolean;
}

/** Everything that is not as it must be, in sentences. */
export function problemsOf(outcome: Outcome): string[] {
    return [...problemsOfService(outcome), ...problemsOfState(outcome), ...problemsOfStrangers(outcome)];
}

function schedulesOf({ emulator, strangers }: Outcome, syncId: string): StoredSchedule[] {
    return emulator.schedules(syncId).filter(({ id }) => !strangers.some((stranger) => stranger.id === id));
}

function problemsOfStrangers({ emulator, strangers }: Outcome): string[] {
    const touched = strangers.filter(
        (stranger) => !emulator.schedules(stranger.syncId).some((held) => isDeepStrictEqual(held, stranger)),
    );
    return touched.map(({ id }) => `schedule ${id}, which somebody else had added, was changed or deleted`);
}

function problemsOfService(outcome: Outcome): string[] {
    const { emulator, declared, fillsIn } = outcome;
    return emulator.syncs.flatMap(({ id }, index) => {
        const wanted = Object.values(declared).filter(({ sync }) => sync === index);
        // A service that fills in what is left out shows the same wherever it was declared.
        const fields = FIELDS.filter(
            (field) => !fillsIn || wanted.every(({ definition }) => definition[field] !== undefined),
        );
        const text = (schedule: object) =>
            fields.map((field) => String(Reflect.get(schedule, field) ?? "-")).join(" ");
        const expected = wanted.map(({ definition }) => text(definition)).sort();
        const held = schedulesOf(outcome, id).map(text).sort();
        return String(expected) === String(held)
            ? []
            : [`bulk sync ${index} should hold [${expected.join("; ")}] but holds [${held.join("; ")}]`];
    });
}

function problemsOfState(outcome: Outcome): string[] {
    const { emulator, project, declared } = outcome;
    const { resources = [], pending_operations: pending = [] } = project.state();
    const schedules = resources.filter(({ type }) => type === SCHEDULE_TYPE);
    const inState = schedules.map(({ id = "no id" }) => id).sort();
    const held = emulator.syncs
        .flatMap((sync) => schedulesOf(outcome, sync.id).map(({ id }) => `${sync.id}/${id}`))
        .sort();
    const isAstray = ({ urn, id = "" }: StoredResource) => {
        const { sync = -1 } = declared[urn.split("::").at(-1) ?? ""] ?? {};
        return !id.startsWith(`${emulator.syncs[sync]?.id ?? "none"}/`);
    };
    const statements: [string, boolean][] = [
        [
            `state has [${inState.join(", ")}] but the service [${held.join(", ")}]`,
            String(inState) !== String(held),
        ],
        ["state has a resource to delete", schedules.some((resource) => resource.delete === true)],
        ["state has an unfinished resource", schedules.some(({ initErrors = [] }) => initErrors.length > 0)],
        ["state has a pending operation", pending.length > 0],
        ["state has an id of another bulk sync than the declared one", schedules.some(isAstray)],
    ];
    return statements.filter(([, isTrue]) => isTrue).map(([problem]) => problem);
}
