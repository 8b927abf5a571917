import { tzOffset } from "@date-fns/tz/tzOffset";
import { propertyOf } from "../model/objects.js";
import { formatValue, suggest } from "../model/words.js";

/** The minutes of a day. */
export const DAY_MINUTES = 24 * 60;

/** The time of day so many minutes after midnight; a negative number is before midnight. */
export function timeOfDay(minutes: number): { hour: number; minute: number } {
    const time = new Date(minutes * 60_000);
    return { hour: time.getUTCHours(), minute: time.getUTCMinutes() };
}

/** A time of day as `03:30`. */
export const formatTime = (hour: number, minute: number): string =>
    new Date(Date.UTC(1970, 0, 1, hour, minute)).toISOString().slice(11, 16);

// A symbol: spreading copies it, but neither Pulumi nor Polytomic sees it.
const TIME_ZONE = Symbol.for("pulumi-polytomic.timeZone");

/** Stores in a value the time zone that a helper was given. Only descriptions use it. */
export function carryZone<T extends object>(value: T, timeZone: string | undefined): T {
    return timeZone === undefined ? value : Object.assign(value, { [TIME_ZONE]: timeZone });
}

/** The time zone that a value carries. */
export function zoneOf(value: unknown): string | undefined {
    const timeZone = propertyOf(value, TIME_ZONE);
    return typeof timeZone === "string" ? timeZone : undefined;
}

/**
 * One of the two offsets from UTC that a time zone has in the next twelve months: the smaller one (`standard`), or the
 * greater one (`daylight`).
 */
export type UtcOffset = "standard" | "daylight";

type Offsets = Readonly<Record<UtcOffset, number>>;

interface Zone {
    /** The smallest and the greatest offset from UTC in the next twelve months, in minutes; often equal. */
    readonly offsets: Offsets;
    /** Whether the zone is UTC, under any of its names. */
    readonly isUtc: boolean;
}

const WEEK_MS = 7 * DAY_MINUTES * 60_000;

/** The smallest and the greatest offset from UTC that a zone has on the days of the twelve months after a moment. */
export function offsetsAfter(moment: number, timeZone: string): Offsets {
    const weeks = Array.from({ length: 53 }, (_, week) => new Date(moment + week * WEEK_MS));
    const minutes = weeks.map((date) => tzOffset(timeZone, date));
    return { standard: Math.min(...minutes), daylight: Math.max(...minutes) };
}

// One moment for all zones: a program has the same offsets from its first line to its last.
const STARTED_AT = Date.now();

// Finding a zone takes a tenth of a millisecond, and a program has many schedules in few zones.
const zones = new Map<string, Zone | undefined>();

/** The zone of an IANA name; undefined if there is none. Offsets such as `+01:00` are not names. */
export function findZone(name: unknown): Zone | undefined {
    if (typeof name !== "string" || !/^[a-z]/i.test(name)) return undefined;
    if (!zones.has(name)) zones.set(name, readZone(name));
    return zones.get(name);
}

function readZone(name: string): Zone | undefined {
    try {
        const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
        return { offsets: offsetsAfter(STARTED_AT, name), isUtc: timeZone === "UTC" };
    } catch {
        return undefined;
    }
}

/** The error message for a time zone that does not exist. */
export function zoneProblem(timeZone: unknown): string {
    const names = [...Intl.supportedValuesOf("timeZone"), "UTC"];
    const text = typeof timeZone === "string" ? timeZone : "";
    const city = text.trim().toLowerCase().replaceAll(" ", "_");
    const near = names.find((name) => name.toLowerCase().endsWith(`/${city}`)) ?? timeZone;
    const hint = suggest(near, names);
    return `timeZone ${formatValue(timeZone)} is not known. It takes an IANA name such as "Europe/Berlin".${hint}`;
}

/** An offset from UTC as `+05:30`. */
export const formatOffset = (minutes: number): string =>
    `${minutes < 0 ? "-" : "+"}${formatTime(0, Math.abs(minutes))}`;

/** A moment in the local time of a zone, in ISO 8601 with its offset; `Z` in UTC. */
export function isoIn(timeZone: string, date: Date): string {
    const offset = tzOffset(timeZone, date);
    const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 19);
    return `${local}${findZone(timeZone)?.isUtc === true ? "Z" : formatOffset(offset)}`;
}
