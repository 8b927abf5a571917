/** What Polytomic's service may be like, as far as its documentation leaves it open: options of the emulator. */
import type { BehaviourOptions, EmulatorOptions } from "../../emulator/src";

/** Options that are measures of time and load, and no questions with a few possible answers. */
type Measure = "idempotencyKeyTtlMs" | "readLagMs" | "latencyMs" | "rateLimit";

/** The values of each option, the default one first. */
export const VALUES = {
    ids: [false, true],
    absent: ["null-text", "null", "missing", "empty"],
    spelling: ["as-sent", "service"],
    createdAt: ["milliseconds", "seconds", "missing"],
    deletedAtOnLive: [false, true],
    deletedSchedules: ["not-found", "dated"],
    emptyLists: ["array", "null"],
    nestedIds: [true, false],
    fillIn: [false, true],
    idempotencyKeys: ["kept", "ignored"],
    // 400 differs from 422 as it does in `refusals`.
    reusedKeyWithOtherBody: ["replay", 422, "created"],
    refusals: [400, 422],
    deleteResponse: ["text", "no-content"],
    missingDefault: ["left-out", "null"],
    newDefault: ["first", "never"],
    scheduleUpdates: ["keep", "reset"],
    replacedDefault: ["new-id", "same-id"],
    omittedSchedules: ["removed", "kept"],
} as const satisfies {
    [Name in Exclude<keyof BehaviourOptions, Measure>]: readonly BehaviourOptions[Name][];
};

type Row = Readonly<Record<string, unknown>>;

/** Whether a service can be so, and the package can manage schedules there. What is left out may have any value. */
export function isPossible({ idempotencyKeys, reusedKeyWithOtherBody: reused, ...row }: Row): boolean {
    // Where bulk syncs list no ids, the schedule endpoints alone must show which schedule it is, and that it is alive.
    const isAlone = row["nestedIds"] === false;
    if (
        isAlone &&
        (row["ids"] === false || row["createdAt"] === "missing" || row["deletedAtOnLive"] === true)
    )
        return false;
    // A key without effect is never a known one.
    return idempotencyKeys !== "ignored" || reused === undefined || reused === "replay";
}

/**
 * Services that have each possible pair of values of two options, in as few rows as that takes: for tests that are too slow for
 * all services. What a row leaves out has its default value.
 */
export const COMBINATIONS: readonly EmulatorOptions[] = [
    {},
    {
        ids: true,
        spelling: "service",
        deletedSchedules: "dated",
        nestedIds: false,
        fillIn: true,
        reusedKeyWithOtherBody: "created",
        scheduleUpdates: "reset",
        replacedDefault: "same-id",
    },
    {
        createdAt: "seconds",
        deletedAtOnLive: true,
        deletedSchedules: "dated",
        emptyLists: "null",
        fillIn: true,
        reusedKeyWithOtherBody: 422,
        deleteResponse: "no-content",
        newDefault: "never",
        replacedDefault: "same-id",
        omittedSchedules: "kept",
    },
    {
        ids: true,
        spelling: "service",
        createdAt: "missing",
        idempotencyKeys: "ignored",
        refusals: 422,
        deleteResponse: "no-content",
        missingDefault: "null",
    },
    {
        absent: "null",
        createdAt: "seconds",
        deletedSchedules: "dated",
        emptyLists: "null",
        reusedKeyWithOtherBody: "created",
        refusals: 422,
        deleteResponse: "no-content",
        missingDefault: "null",
        newDefault: "never",
        omittedSchedules: "kept",
    },
    {
        ids: true,
        absent: "null",
        spelling: "service",
        createdAt: "missing",
        deletedAtOnLive: true,
        fillIn: true,
        reusedKeyWithOtherBody: 422,
        replacedDefault: "same-id",
    },
    {
        ids: true,
        absent: "null",
        deletedSchedules: "dated",
        nestedIds: false,
        idempotencyKeys: "ignored",
        refusals: 422,
        missingDefault: "null",
        newDefault: "never",
        scheduleUpdates: "reset",
        replacedDefault: "same-id",
        omittedSchedules: "kept",
    },
    {
        ids: true,
        absent: "missing",
        spelling: "service",
        createdAt: "missing",
        deletedAtOnLive: true,
        emptyLists: "null",
        fillIn: true,
        reusedKeyWithOtherBody: "created",
        refusals: 422,
        missingDefault: "null",
        replacedDefault: "same-id",
        omittedSchedules: "kept",
    },
    {
        absent: "missing",
        spelling: "service",
        reusedKeyWithOtherBody: 422,
        refusals: 422,
        deleteResponse: "no-content",
        newDefault: "never",
        scheduleUpdates: "reset",
        omittedSchedules: "kept",
    },
    {
        ids: true,
        absent: "missing",
        createdAt: "seconds",
        deletedSchedules: "dated",
        emptyLists: "null",
        nestedIds: false,
        fillIn: true,
        idempotencyKeys: "ignored",
        missingDefault: "null",
        scheduleUpdates: "reset",
    },
    {
        ids: true,
        absent: "empty",
        spelling: "service",
        deletedAtOnLive: true,
        emptyLists: "null",
        fillIn: true,
        reusedKeyWithOtherBody: "created",
        deleteResponse: "no-content",
    },
    {
        ids: true,
        absent: "empty",
        spelling: "service",
        createdAt: "seconds",
        nestedIds: false,
        reusedKeyWithOtherBody: 422,
        deleteResponse: "no-content",
        missingDefault: "null",
        newDefault: "never",
        replacedDefault: "same-id",
    },
    {
        absent: "empty",
        createdAt: "missing",
        deletedAtOnLive: true,
        deletedSchedules: "dated",
        emptyLists: "null",
        idempotencyKeys: "ignored",
        refusals: 422,
        newDefault: "never",
        scheduleUpdates: "reset",
        replacedDefault: "same-id",
        omittedSchedules: "kept",
    },
];
