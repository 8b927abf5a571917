/** Time zones, by the data that Node.js carries. */

import { tzOffset } from "@date-fns/tz/tzOffset";
import { levenshtein } from "../model/libraries.js";
import { shown } from "./timing-error.js";

// A symbol, which a spread keeps and which neither Pulumi nor Polytomic ever sees.
const TIME_ZONE = Symbol.for("pulumi-polytomic.timeZone");

/** Lets a value carry the time zone that a helper was given, for its description alone. */
export function carryZone<T extends object>(value: T, timeZone: string | undefined): T {
    return timeZone === undefined ? value : Object.assign(value, { [TIME_ZONE]: timeZone });
}

/** The time zone that a value carries. */
export function zoneOf(value: object): string | undefined {
    const timeZone: unknown = Reflect.get(value, TIME_ZONE);
    return typeof timeZone === "string" ? timeZone : undefined;
}

/** How far a zone is ahead of UTC, in minutes. The two are equal where it knows no daylight saving time. */
export interface ZoneOffsets {
    readonly standard: number;
    readonly daylight: number;
}

/** The offsets are those of this year, so that a schedule does not depend on the day of its deployment. */
export const REFERENCE_YEAR = 2026;

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const WEEKS = Array.from(
    { length: 53 },
    (_, week) => new Date(Date.UTC(REFERENCE_YEAR, 0, 1) + week * WEEK_MS),
);

/** What is known of a time zone. */
export interface Zone {
    /** The smaller and the greater offset in the reference year. */
    readonly offsets: ZoneOffsets;
    /** Whether it is another name of UTC. */
    readonly isUtc: boolean;
}

// A program has many schedules and few zones, and looking one up takes a tenth of a millisecond.
const zones = new Map<string, Zone | undefined>();

/** The zone of a name; undefined where it is none. Offsets such as `+01:00`, which not every Node.js knows, are not. */
export function findZone(name: unknown): Zone | undefined {
    if (typeof name !== "string") return undefined;
    if (!zones.has(name)) zones.set(name, lookedUp(name));
    return zones.get(name);
}

function lookedUp(name: string): Zone | undefined {
    if (!/^[a-z]/i.test(name)) return undefined;
    try {
        const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
        const minutes = WEEKS.map((date) => tzOffset(name, date));
        const offsets = { standard: Math.min(...minutes), daylight: Math.max(...minutes) };
        return { offsets, isUtc: timeZone === "UTC" };
    } catch {
        return undefined;
    }
}

/** What to say of a time zone that is none. */
export function zoneProblem(timeZone: unknown): string {
    const near = typeof timeZone === "string" ? nearestZones(timeZone) : [];
    const hint = near.length === 0 ? "" : ` Did you mean ${near.map((name) => `"${name}"`).join(" or ")}?`;
    return `timeZone ${shown(timeZone)} is not known. It takes an IANA name such as "Europe/Berlin".${hint}`;
}

const MOST_NAMES = 3;

/** The names that a text is nearest to, as a whole or by their last part, a city. */
function nearestZones(text: string): string[] {
    const wanted = text.trim().toLowerCase().replaceAll(" ", "_");
    const distance = (name: string) => {
        const words = name.toLowerCase();
        const city = words.slice(words.lastIndexOf("/") + 1);
        return Math.min(levenshtein().distance(wanted, words), levenshtein().distance(wanted, city));
    };
    const ranked = [...Intl.supportedValuesOf("timeZone"), "UTC"]
        .map((name) => ({ name, away: distance(name) }))
        .sort((a, b) => a.away - b.away);
    const least = ranked[0]?.away ?? 0;
    if (least > Math.max(1, Math.floor(wanted.length / 3))) return [];
    return ranked
        .filter(({ away }) => away === least)
        .slice(0, MOST_NAMES)
        .map(({ name }) => name);
}

/** An offset as it is written, such as `+05:30`. */
export function offsetText(minutes: number): string {
    const size = Math.abs(minutes);
    const [hours, rest] = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, "0"));
    return `${minutes < 0 ? "-" : "+"}${hours ?? ""}:${rest ?? ""}`;
}

/** A moment as the clocks of a zone show it, in ISO 8601 with its offset; `Z` in UTC. */
export function isoIn(timeZone: string, date: Date): string {
    const offset = tzOffset(timeZone, date);
    const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 19);
    return `${local}${findZone(timeZone)?.isUtc === true ? "Z" : offsetText(offset)}`;
}
