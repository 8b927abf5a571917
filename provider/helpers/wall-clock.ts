/** From the time on a clock somewhere to UTC, the only time that Polytomic knows. */

import { isDeepStrictEqual } from "node:util";
import type { Obstacle } from "./cron-shift.js";
import { describeSchedule, type DescribableFields } from "./description.js";
import { carryZone, findZone, offsetText, zoneProblem, type Zone } from "./time-zone.js";
import { refuse, shown } from "./timing-error.js";

/** Which of a time zone's offsets from UTC: the smaller one (`standard`), or the greater one (`daylight`). */
export type UtcOffset = "standard" | "daylight";

/** Where the time that a helper is given is the time on the clock. */
export interface TimeZoneOptions {
    /** An IANA name such as `Europe/Berlin`. Default: UTC. */
    timeZone?: string;
    /**
     * Which of the zone's offsets from UTC is to hold all year. Polytomic runs by UTC, so on the other side of daylight
     * saving time the runs are off by the difference. Needed where the two make a difference; there is no default.
     */
    utcOffset?: UtcOffset;
}

const SIDES = ["standard", "daylight"] as const satisfies UtcOffset[];

const SIDE_NAMES: Readonly<Record<UtcOffset, string>> = {
    standard: "standard time",
    daylight: "daylight saving time",
};

/**
 * What a helper's result is in UTC, with its time zone.
 *
 * @param call The helper's call, for errors.
 * @param toUtc Gives the fields that run so many minutes later than the clock says.
 */
export function inUtc<T extends DescribableFields>(
    call: string,
    options: TimeZoneOptions,
    toUtc: (minutes: number) => T | Obstacle,
): T {
    const { timeZone = "UTC", utcOffset } = options;
    const { offsets, isUtc } = checkedZone(call, options);
    const sides = utcOffset === undefined ? SIDES : [utcOffset];
    const results = sides.map((side) => ({ side, offset: offsets[side], fields: toUtc(0 - offsets[side]) }));
    const [first, second = first] = results;
    if (first === undefined || !isDeepStrictEqual(first.fields, second?.fields))
        return refuse(call, ambiguity(timeZone, results));
    const { fields } = first;
    if (typeof fields === "string") return refuse(call, OBSTACLES[fields](timeZone));
    return carryZone(fields, isUtc ? undefined : timeZone);
}

interface Result {
    readonly side: UtcOffset;
    readonly offset: number;
    readonly fields: DescribableFields | Obstacle;
}

function ambiguity(timeZone: string, results: readonly Result[]): string {
    const meanings = results.map(({ side, offset, fields }) => {
        const words =
            typeof fields === "string" ? "what no single schedule can say" : describeSchedule(fields);
        return `in ${SIDE_NAMES[side]} (UTC${offsetText(offset)}) ${words}`;
    });
    return (
        `in ${timeZone}, this means ${meanings.join(", but ")}. Polytomic knows only UTC: choose which of them holds ` +
        'all year, with utcOffset: "standard" or utcOffset: "daylight".'
    );
}

const OBSTACLES: Readonly<Record<Obstacle, (timeZone: string) => string>> = {
    minutes: (timeZone) =>
        `in UTC, its minutes fall into different hours, since ${timeZone} is not whole hours away. No single ` +
        "schedule can say that: declare one for each minute.",
    midnight: (timeZone) =>
        `seen from ${timeZone}, some of its hours are on the same day in UTC and some on another one. No single ` +
        "schedule can say that: declare one for the hours before UTC's midnight and one for those after it.",
    date: (timeZone) =>
        `in UTC, it runs on another day than in ${timeZone}, which can be in another month. No schedule can say ` +
        "that: choose days from 2 to 27 of every month, or a time of day that is on the same date in UTC.",
};

function checkedZone(call: string, options: TimeZoneOptions): Zone {
    const unknown = Object.keys(options).find((name) => name !== "timeZone" && name !== "utcOffset");
    if (unknown !== undefined)
        return refuse(call, `unknown option "${unknown}". It takes timeZone and utcOffset.`);
    const { timeZone, utcOffset } = options;
    if (utcOffset !== undefined && !SIDES.includes(utcOffset))
        return refuse(
            call,
            `utcOffset ${shown(utcOffset)} is not allowed. It takes "standard" or "daylight".`,
        );
    if (utcOffset !== undefined && timeZone === undefined)
        return refuse(call, "utcOffset goes with a timeZone, which is missing.");
    return findZone(timeZone ?? "UTC") ?? refuse(call, zoneProblem(timeZone));
}
