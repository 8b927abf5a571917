import { croner } from "../model/libraries.js";
import { fieldsOf } from "../model/fields.js";
import { expressionOf } from "./cron-fields.js";
import type { DescribableFields } from "./description.js";
import { scheduleCron } from "./schedule-cron.js";
import { findZone, isoIn, zoneProblem } from "./time-zone.js";
import { refuse, shown } from "./timing-error.js";

/** Which runs to tell, and how. */
export interface NextRunsOptions {
    /** How many. Default: 3. */
    count?: number;
    /** After which moment: a `Date`, or ISO 8601 with `Z`, an offset or the date alone. Default: now. */
    from?: Date | string;
    /** In which zone's time to tell them, an IANA name such as `Europe/Berlin`. Default: UTC. */
    timeZone?: string;
}

/**
 * When a schedule runs next: ISO 8601 texts with their offset, such as `2026-11-25T04:30:00+01:00`, which `new Date()`
 * takes. A run at the very moment of `from` is not among them.
 *
 * @param fields A schedule's fields, as declared (without outputs) or as answered, in any spelling.
 * @param options How many, from when, and in which time zone.
 * @returns Nothing where the fields do not tell: `manual`, `continuous`, `builder`, `runafter`, `dbtcloud` and `multi`, a
 *     field left out that Polytomic then fills in, or a value that it would not take.
 */
export function nextRuns(fields: DescribableFields, options: NextRunsOptions = {}): string[] {
    const { count = 3, from = new Date(), timeZone = "UTC" } = options;
    if (!Number.isInteger(count) || count < 0)
        refuse("nextRuns", `count ${shown(count)} is not allowed. It takes a whole number.`);
    if (findZone(timeZone) === undefined) refuse("nextRuns", zoneProblem(timeZone));
    const start = moment(from);
    const cron = scheduleCron(fieldsOf({ ...fields }));
    if (cron === undefined) return [];
    const { Cron } = croner();
    return new Cron(expressionOf(cron), { timezone: "UTC", mode: "5-part" })
        .nextRuns(count, start)
        .map((run) => isoIn(timeZone, run));
}

// A text without an offset would mean another moment on each machine.
const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

function moment(from: Date | string): Date {
    const date = typeof from === "string" ? new Date(ISO.test(from) ? from : NaN) : from;
    if (Number.isNaN(date.getTime()))
        refuse(
            "nextRuns",
            `from ${shown(from)} is no moment. It takes a Date, or a text such as "2026-11-25T04:30:00Z".`,
        );
    return date;
}
