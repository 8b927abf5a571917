/** From local times to UTC, in which Polytomic runs schedules. */

import { isDeepStrictEqual } from "node:util";
import { formatValue } from "../model/words.js";
import { describeSchedule, type DescribableFields } from "./description.js";
import { refuse } from "./refusal.js";
import { carryZone, findZone, formatOffset, zoneProblem, type UtcOffset, type Zone } from "./time-zone.js";

/** The time zone of a helper's arguments. */
export interface TimeZoneOptions {
    /** An IANA name such as `Europe/Berlin`. Default: UTC. */
    timeZone?: string;
    /**
     * The offset from UTC to convert with. The schedule keeps it all year: while the other one is in force, its runs are
     * off by the difference. Required if the two have different results; no default.
     */
    utcOffset?: UtcOffset;
}

/**
 * Converts a helper's fields to UTC. They carry the time zone. `shift` returns the fields that run so many minutes later
 * than the local time, or a sentence that says why there are none.
 */
export function toUtc<T extends DescribableFields>(
    call: string,
    options: TimeZoneOptions,
    shift: (minutes: number) => T | string,
): T {
    const { timeZone = "UTC", utcOffset } = options;
    const { offsets, isUtc } = requireZone(call, options);
    const results = { standard: shift(0 - offsets.standard), daylight: shift(0 - offsets.daylight) };
    const describe = (side: UtcOffset) => {
        const fields = results[side];
        const words = typeof fields === "string" ? "what no single schedule has" : describeSchedule(fields);
        return `(UTC${formatOffset(offsets[side])}) ${words}`;
    };
    if (utcOffset === undefined && !isDeepStrictEqual(results.standard, results.daylight))
        return refuse(
            call,
            `in ${timeZone}, this means in standard time ${describe("standard")}, but in daylight saving time ` +
                `${describe("daylight")}. Polytomic knows only UTC: choose which of them holds all year, with ` +
                'utcOffset: "standard" or utcOffset: "daylight".',
        );
    const fields = results[utcOffset ?? "standard"];
    if (typeof fields === "string")
        return refuse(call, `no single schedule in UTC can express this in ${timeZone}: ${fields}`);
    return carryZone(fields, isUtc ? undefined : timeZone);
}

function requireZone(call: string, { timeZone, utcOffset, ...others }: TimeZoneOptions): Zone {
    const [unknown] = Object.keys(others);
    if (unknown !== undefined)
        return refuse(call, `unknown option ${formatValue(unknown)}. It takes timeZone and utcOffset.`);
    if (utcOffset !== undefined && !["standard", "daylight"].includes(utcOffset))
        return refuse(
            call,
            `utcOffset ${formatValue(utcOffset)} is not allowed. It takes "standard" or "daylight".`,
        );
    if (utcOffset !== undefined && timeZone === undefined)
        return refuse(call, "utcOffset goes with a timeZone, which is missing.");
    return findZone(timeZone ?? "UTC") ?? refuse(call, zoneProblem(timeZone));
}
