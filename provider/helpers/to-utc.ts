import { isDeepStrictEqual } from "node:util";
import { notAllowed } from "../model/validation/values.js";
import { describeSchedule, type DescribableFields } from "./description.js";
import { optionsOf, refuse } from "./refusal.js";
import { carryZone, findZone, formatOffset, zoneProblem, type UtcOffset } from "./time-zone.js";

/** The time zone of a helper's arguments. */
export interface TimeZoneOptions {
    /** An IANA name such as `Europe/Berlin`. Default: UTC. */
    timeZone?: string;
    /**
     * The offset from UTC to convert with. The schedule keeps it all year: while the other one is in force, its runs are
     * off by the difference. Required if the two have different results; no default. In Casablanca, the smaller offset
     * (`standard`) holds only during Ramadan.
     */
    utcOffset?: UtcOffset;
}

/** Converts to UTC. `shift` returns the fields that run so many minutes later; undefined if there are none. */
export function toUtc<T extends DescribableFields>(
    call: string,
    options: TimeZoneOptions,
    shift: (minutes: number) => T | undefined,
): T {
    assertOptions(call, options);
    const { timeZone, utcOffset } = { ...options, timeZone: options.timeZone ?? "UTC" };
    const { offsets, isUtc } = findZone(timeZone) ?? refuse(call, zoneProblem(timeZone));
    const results = { standard: shift(-offsets.standard), daylight: shift(-offsets.daylight) };
    if (utcOffset === undefined && !isDeepStrictEqual(results.standard, results.daylight)) {
        const describe = (side: UtcOffset) => {
            const words = results[side] ? describeSchedule(results[side]) : "what no single schedule has";
            return `${words} with UTC${formatOffset(offsets[side])}`;
        };
        const option = (side: UtcOffset) => `utcOffset: "${side}" (UTC${formatOffset(offsets[side])})`;
        return refuse(
            call,
            `in ${timeZone}, this means ${describe("standard")}, but ${describe("daylight")}. Polytomic knows only UTC: ` +
                `choose which of them holds all year, with ${option("standard")} or ${option("daylight")}.`,
        );
    }
    const fields = results[utcOffset ?? "standard"];
    if (fields) return carryZone(fields, isUtc ? undefined : timeZone);
    return refuse(
        call,
        `no single schedule in UTC can express this in ${timeZone}, since its minutes would fall into different hours, ` +
            "or its runs into different days or months. Declare several schedules, or choose another time of day.",
    );
}

function assertOptions(call: string, options: unknown): asserts options is TimeZoneOptions {
    const { timeZone, utcOffset } = optionsOf(call, options, ["timeZone", "utcOffset"]);
    if (utcOffset === undefined) return;
    if (utcOffset !== "standard" && utcOffset !== "daylight")
        refuse(call, `utcOffset ${notAllowed(utcOffset, '"standard" or "daylight"')}`);
    if (timeZone === undefined) refuse(call, "utcOffset goes with a timeZone, which is missing.");
}
