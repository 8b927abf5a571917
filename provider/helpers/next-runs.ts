import { fieldsOf } from "../model/fields.js";
import { notAllowed } from "../model/validation/values.js";
import { cronJob } from "./cron-fields.js";
import type { DescribableFields } from "./description.js";
import { optionsOf, refuse } from "./refusal.js";
import { scheduleCron } from "./schedule-cron.js";
import { findZone, isoIn, zoneProblem } from "./time-zone.js";

/** Which runs `nextRuns` returns, and in which time zone. */
export interface NextRunsOptions {
    /** The number of runs, 0 to 1000. Default: 3. */
    count?: number;
    /** The time after which the runs start: a `Date`, or ISO 8601 with an offset or as a date alone. Default: now. */
    from?: Date | string;
    /** The time zone of the results, an IANA name such as `Europe/Berlin`. Default: UTC. */
    timeZone?: string;
}

/** Some schedules of a bulk sync, by any names or in a list. */
export type SeveralSchedules = Readonly<Record<string, DescribableFields>> | readonly DescribableFields[];

/**
 * Computes the next runs of a schedule, or of several together as if they were one. Each is an ISO 8601 string with the
 * offset of that day, such as `2026-11-25T04:30:00+01:00`, which `new Date()` accepts. A run at exactly `from` is not included.
 *
 * @param fields The schedule's fields, without outputs; or several schedules, such as those of `dailyAllYear`.
 * @param options How many runs, from when, and in which time zone.
 * @returns An empty list if the frequency has no time (such as `manual`), or if a field of it is missing or invalid.
 * @throws If `count` is not a whole number from 0 to 1000, or `from` or `timeZone` is invalid.
 */
export function nextRuns(
    fields: DescribableFields | SeveralSchedules,
    options: NextRunsOptions = {},
): string[] {
    const given = optionsOf("nextRuns", options, ["count", "from", "timeZone"]);
    const { count = 3, from = new Date(), timeZone = "UTC" } = given;
    if (!isCount(count))
        refuse("nextRuns", `count ${notAllowed(count, `a whole number from 0 to ${MAX_COUNT}`)}`);
    if (!isZone(timeZone)) refuse("nextRuns", zoneProblem(timeZone));
    const start = parseMoment(from);
    if (!isObject(fields)) {
        const takes = 'the fields of a schedule, as in nextRuns(daily("03:30"))';
        return refuse("nextRuns", `fields ${notAllowed(fields, takes)}`);
    }
    const runs = schedulesIn(fields).flatMap((schedule) => {
        const cron = scheduleCron(fieldsOf({ ...schedule }));
        return cron ? cronJob(cron).nextRuns(count, start) : [];
    });
    const moments = [...new Set(runs.map(Number))].sort((a, b) => a - b);
    return moments.slice(0, count).map((ms) => isoIn(timeZone, new Date(ms)));
}

function schedulesIn(fields: DescribableFields | SeveralSchedules): readonly object[] {
    const values = Object.values(fields).filter(isObject);
    // A response has lists beside its texts.
    const several = Array.isArray(fields) ? values : values.filter((value) => !Array.isArray(value));
    return several.length > 0 || Array.isArray(fields) ? several : [fields];
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** The most runs that one call returns: some tenths of a second. */
const MAX_COUNT = 1000;

const isCount = (value: unknown): value is number =>
    typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MAX_COUNT;

const isZone = (value: unknown): value is string =>
    typeof value === "string" && findZone(value) !== undefined;

// A text without an offset means another moment on each machine.
const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

function parseMoment(from: unknown): Date {
    const date = typeof from === "string" ? new Date(ISO.test(from) ? from : NaN) : from;
    if (date instanceof Date && !Number.isNaN(date.getTime())) return date;
    const takes = 'a Date, or a text such as "2026-11-25T04:30:00Z"';
    return refuse("nextRuns", `from ${notAllowed(from instanceof Date ? "Invalid Date" : from, takes)}`);
}
