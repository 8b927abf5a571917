/** What schedules really do in a year: croner runs them in UTC, and Intl shows the local times. */

import { Cron } from "croner";
import type { CronScheduleFields } from "../../../../provider";

const MINUTE_MS = 60_000;
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** A run, by the clocks of a zone. */
export interface SimulatedRun {
    readonly ms: number;
    /** `2026-03-29` */
    readonly day: string;
    /** `09:00` */
    readonly time: string;
}

/** The runs of schedules in a year of UTC, in their order. A moment at which two of them run is there twice. */
export function simulate(
    schedules: Readonly<Record<string, CronScheduleFields>>,
    timeZone: string,
    year: number,
): SimulatedRun[] {
    const start = new Date(Date.UTC(year) - 1);
    const stopAt = new Date(Date.UTC(year + 1));
    const runs = Object.values(schedules).flatMap((fields) =>
        new Cron(expressionOf(fields), { timezone: "UTC", mode: "5-part", stopAt })
            .nextRuns(Infinity, start)
            .map(Number)
            .filter((ms) => ms < Number(stopAt)),
    );
    const local = localClock(timeZone);
    return runs.sort((a, b) => a - b).map((ms) => ({ ms, ...local(ms) }));
}

function expressionOf(fields: CronScheduleFields): string {
    if (fields.frequency === "custom") {
        const { minute, hour, dayOfMonth, month, dayOfWeek } = fields;
        return [minute, hour, dayOfMonth, month, dayOfWeek].join(" ");
    }
    if (fields.frequency === "hourly") throw new Error("no local time is hourly");
    const day = fields.frequency === "weekly" ? String(WEEKDAYS.indexOf(fields.dayOfWeek)) : "*";
    return `${fields.minute} ${fields.hour} * * ${day}`;
}

const formats: Record<string, Intl.DateTimeFormat> = {};

/** The day and the time of moments on the clocks of a zone. */
export function localClock(timeZone: string): (ms: number) => { day: string; time: string } {
    const format = (formats[timeZone] ??= new Intl.DateTimeFormat("sv-SE", {
        timeZone,
        dateStyle: "short",
        timeStyle: "short",
    }));
    return (ms) => {
        const [day = "", time = ""] = format.format(ms).split(" ");
        return { day, time };
    };
}

/** How much the clocks may skip or repeat, in minutes. */
const CHANGES = [30, 60, 120];

/** The minutes by which clocks have skipped a local time of a day, if a run is as much later; otherwise undefined. */
export function skippedMinutes(timeZone: string, run: SimulatedRun, day: string, time: string) {
    const local = localClock(timeZone);
    const asUtc = (moment: { day: string; time: string }) => Date.parse(`${moment.day}T${moment.time}Z`);
    const later = (asUtc(run) - asUtc({ day, time })) / MINUTE_MS;
    const around = Array.from({ length: 2 * 6 * 60 }, (_, index) => run.ms + (index - 360) * MINUTE_MS);
    const isShown = around.map(local).some((moment) => moment.day === day && moment.time === time);
    return CHANGES.includes(later) && !isShown ? later : undefined;
}

/** Whether a local time has been shown before a moment, on the same day. */
export function isShownBefore(timeZone: string, { ms, day, time }: SimulatedRun): boolean {
    const local = localClock(timeZone);
    return CHANGES.map((minutes) => local(ms - minutes * MINUTE_MS)).some(
        (moment) => moment.day === day && moment.time === time,
    );
}

/** The day after another, as `2026-03-30`. */
export const dayAfter = (day: string): string =>
    new Date(Date.parse(day) + 24 * 60 * MINUTE_MS).toISOString().slice(0, 10);
