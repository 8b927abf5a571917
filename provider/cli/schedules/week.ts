import { cronJob } from "../../helpers/cron-fields.js";
import { scheduleCron } from "../../helpers/schedule-cron.js";
import { isoIn } from "../../helpers/time-zone.js";
import { fieldsOf } from "../../model/fields.js";
import type { Schedule } from "../../model/schedule.js";
import type { FoundSync } from "../inventory.js";
import { formatTable } from "../output.js";
import { formatDate } from "./times.js";

const DAY_MS = 24 * 3_600_000;

/** The hours of a day, as headings show them. */
export const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));

/** Seven local dates, each with its hours: the name of a bulk sync for each of their runs. */
export type Week = ReturnType<typeof weekOf>;

/** Computes the runs of bulk syncs in the seven local days that begin with today. */
export function weekOf(syncs: readonly FoundSync[], now: Date, timeZone: string) {
    const today = Date.parse(isoIn(timeZone, now).slice(0, 10));
    const dates = Array.from({ length: 7 }, (_, day) =>
        new Date(today + day * DAY_MS).toISOString().slice(0, 10),
    );
    const days = new Map(dates.map((date) => [date, HOURS.map((): string[] => [])]));
    for (const { name, schedules } of syncs.filter(({ active }) => active))
        for (const run of schedules.flatMap((schedule) => runsAround(schedule, now))) {
            const local = isoIn(timeZone, run);
            days.get(local.slice(0, 10))?.[Number(local.slice(11, 13))]?.push(name);
        }
    return [...days].map(([date, hours]) => ({ date, hours }));
}

/** The runs of more than the week: its days begin and end in local time, and one may have 25 hours. */
function runsAround(schedule: Schedule, now: Date): Date[] {
    const cron = scheduleCron(fieldsOf({ ...schedule }));
    const [from, stopAt] = [-2, 8].map((days) => new Date(now.getTime() + days * DAY_MS));
    return cron && stopAt ? cronJob(cron, { stopAt }).nextRuns(Infinity, from) : [];
}

/** The hour of the week in which most runs start; of several, the next one. */
export function fullestHour(week: Week, now: Date, timeZone: string) {
    const current = Number(isoIn(timeZone, now).slice(11, 13));
    const hours = week.flatMap(({ date, hours: ofDay }) =>
        ofDay.map((names, hour) => ({ date, hour: HOURS[hour] ?? "", names })),
    );
    const fromNow = [...hours.slice(current), ...hours.slice(0, current)];
    return fromNow.reduce((fullest, hour) => (hour.names.length > fullest.names.length ? hour : fullest));
}

/** The week as rows of numbers, for a terminal. */
export function weekText(week: Week): string {
    const rows = week.map(({ date, hours }) => [
        formatDate(date),
        ...hours.map(({ length }) => (length === 0 ? "·" : String(length))),
    ]);
    return formatTable(["", ...HOURS], rows);
}
