/** The next runs of a schedule. */

import { fieldsOf } from "../model/fields.js";
import { notAllowed } from "../model/validation/values.js";
import { cronJob } from "./cron-fields.js";
import type { DescribableFields } from "./description.js";
import { refuse } from "./refusal.js";
import { scheduleCron } from "./schedule-cron.js";
import { findZone, isoIn, zoneProblem } from "./time-zone.js";

/** Which runs `nextRuns` returns, and in which time zone. */
export interface NextRunsOptions {
    /** The number of runs. Default: 3. */
    count?: number;
    /** The time after which the runs start: a `Date`, or ISO 8601 with an offset or as a date alone. Default: now. */
    from?: Date | string;
    /** The time zone of the results, an IANA name such as `Europe/Berlin`. Default: UTC. */
    timeZone?: string;
}

/**
 * Computes the next runs of a schedule. Each is an ISO 8601 string with the offset of that day, such as
 * `2026-11-25T04:30:00+01:00`, which `new Date()` accepts. A run at exactly `from` is not included.
 *
 * @param fields The schedule's fields, without outputs.
 * @param options How many runs, from when, and in which time zone.
 * @returns An empty list if the frequency has no time (such as `manual`), or if a field of it is missing or invalid.
 * @throws If `count` is not a whole number of at least 0, or `from` or `timeZone` is invalid.
 */
export function nextRuns(fields: DescribableFields, options: NextRunsOptions = {}): string[] {
    const { count = 3, from = new Date(), timeZone = "UTC" } = options;
    if (!Number.isInteger(count) || count < 0)
        refuse("nextRuns", `count ${notAllowed(count, "a whole number, 0 or more")}`);
    if (findZone(timeZone) === undefined) refuse("nextRuns", zoneProblem(timeZone));
    const start = parseMoment(from);
    const cron = scheduleCron(fieldsOf({ ...fields }));
    if (cron === undefined) return [];
    return cronJob(cron)
        .nextRuns(count, start)
        .map((run) => isoIn(timeZone, run));
}

// A text without an offset means another moment on each machine.
const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

function parseMoment(from: Date | string): Date {
    const date = typeof from === "string" ? new Date(ISO.test(from) ? from : NaN) : from;
    if (!Number.isNaN(date.getTime())) return date;
    const takes = 'a Date, or a text such as "2026-11-25T04:30:00Z"';
    return refuse("nextRuns", `from ${notAllowed(String(from), takes)}`);
}
