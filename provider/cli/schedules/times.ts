import { isoIn } from "../../helpers/time-zone.js";

/** The date at the start of an ISO 8601 text, with its weekday: `Wed 2026-11-25`. */
export function formatDate(iso: string): string {
    const date = iso.slice(0, 10);
    return `${new Date(date).toUTCString().slice(0, 3)} ${date}`;
}

/** A moment in the local time of a zone, as tables show it: `Wed 2026-11-25 04:30`. */
export function formatMoment(timeZone: string, moment: Date): string {
    const iso = isoIn(timeZone, moment);
    return `${formatDate(iso)} ${iso.slice(11, 16)}`;
}

/** A duration in words: `40 s`, `12 min`, `2 h 05 min`. */
export function formatDuration(ms: number): string {
    const [seconds, minutes] = [Math.round(ms / 1_000), Math.round(ms / 60_000)];
    if (minutes < 60) return seconds < 60 ? `${seconds} s` : `${minutes} min`;
    return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** The moment in a response; undefined if there is none. */
export function momentOf(text: string | undefined): Date | undefined {
    const moment = new Date(text ?? NaN);
    return Number.isNaN(moment.getTime()) ? undefined : moment;
}
