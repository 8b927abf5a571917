import type { ServiceReport } from "./report";
import type { Snapshot } from "./state";

/** How many requests are let through in how long; beyond it the emulator returns 429. */
export interface RateLimit {
    requests: number;
    perMs: number;
}

/** What the real service may do one way or another. Each can be changed while the emulator runs. */
export interface BehaviourOptions {
    /** Whether the responses of the schedule endpoints carry `id`. Default false, as documented. */
    ids?: boolean;
    /** How a value that is not there is written: `"null"`, null, not at all, or `""`. Default `"null-text"`. */
    absent?: "null-text" | "null" | "missing" | "empty";
    /**
     * How schedule fields are spelled in responses. `"service"`: weekdays as `Monday`, hour and minute in two
     * digits, months by their English name. Default `"as-sent"`.
     */
    spelling?: "as-sent" | "service";
    /** Precision of `createdAt` in the responses of the schedule endpoints. Default `"milliseconds"`. */
    createdAt?: "milliseconds" | "seconds" | "missing";
    /** Whether live schedules have a date in `deletedAt`, as published examples do. Default false. */
    deletedAtOnLive?: boolean;
    /** What a deleted schedule reads as: 404, or still there with a date in `deletedAt`. Default `"not-found"`. */
    deletedSchedules?: "not-found" | "dated";
    /** What a list without items is. Both are documented. Default `"array"`. */
    emptyLists?: "array" | "null";
    /** Whether a bulk sync lists its schedules with their ids. Default true, as documented; a published example has none. */
    nestedIds?: boolean;
    /** Whether fields left out are stored with a value of the service's own (hour `"0"`, …). Default false. */
    fillIn?: boolean;
    /** Whether `Idempotency-Key` has an effect. Default `"kept"`. */
    idempotencyKeys?: "kept" | "ignored";
    /** How long a response is kept for its key, in milliseconds of the emulator's clock. Default 24 hours. */
    idempotencyKeyTtlMs?: number;
    /** What a known key with another request gets: the old response, an error, or a second write. Default `"replay"`. */
    reusedKeyWithOtherBody?: "replay" | 422 | 400 | "created";
    /** The status of refused inputs. Malformed JSON and malformed idempotency keys are 400. Default 400, as documented. */
    refusals?: 400 | 422;
    /** What DELETE returns: 200 with the JSON text `""`, or 204. Default `"text"`. */
    deleteResponse?: "text" | "no-content";
    /** How a bulk sync without default schedule shows `default_schedule`. Default `"left-out"`, as documented. */
    missingDefault?: "left-out" | "null";
    /** Whether a schedule that is created in a bulk sync without default schedule becomes it. Default `"first"`. */
    newDefault?: "first" | "never";
    /** Whether PUT on a schedule resets `schemas` and `syncMode`, for which it has no field. Default `"keep"`. */
    scheduleUpdates?: "keep" | "reset";
    /** Whether a default schedule that PUT on a bulk sync sends without a known id gets a new id. Default `"new-id"`. */
    replacedDefault?: "new-id" | "same-id";
    /** What becomes of additional schedules that PUT on a bulk sync leaves out. Default `"removed"`. */
    omittedSchedules?: "removed" | "kept";
    /** GETs show writes to schedules only after so many milliseconds. Default 0. */
    readLagMs?: number;
    /** Milliseconds that each of the service's responses takes, after it has written. Default 0. */
    latencyMs?: number;
    /** Default: no limit. */
    rateLimit?: RateLimit | undefined;
}

export interface EmulatorOptions extends BehaviourOptions {
    /** Default 0: a free port. */
    port?: number;
    /** Default `127.0.0.1`. */
    host?: string;
    /** How many bulk syncs the main organization starts with. Default 2; none more with a snapshot. */
    syncs?: number;
    /** A report on a real service, to behave like it. Options that are given as well win. */
    like?: ServiceReport;
    /** What another emulator held: this one goes on from there, at that time. Its behaviour counts where no option is given. */
    snapshot?: Snapshot;
    /** Called with one line per request, once it is over. Default: nothing is logged. */
    log?: (line: string) => void;
}

export type Behaviour = Required<Omit<BehaviourOptions, "rateLimit">> & Pick<BehaviourOptions, "rateLimit">;

const DAY_MS = 24 * 60 * 60 * 1000;

export const DEFAULT_BEHAVIOUR: Readonly<Behaviour> = {
    ids: false,
    absent: "null-text",
    spelling: "as-sent",
    createdAt: "milliseconds",
    deletedAtOnLive: false,
    deletedSchedules: "not-found",
    emptyLists: "array",
    nestedIds: true,
    fillIn: false,
    idempotencyKeys: "kept",
    idempotencyKeyTtlMs: DAY_MS,
    reusedKeyWithOtherBody: "replay",
    refusals: 400,
    deleteResponse: "text",
    missingDefault: "left-out",
    newDefault: "first",
    scheduleUpdates: "keep",
    replacedDefault: "new-id",
    omittedSchedules: "removed",
    readLagMs: 0,
    latencyMs: 0,
};
