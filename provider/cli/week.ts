/** When the runs of the next seven days are, by weekday and hour. */

import { fieldsOf } from "../model/fields.js";
import { croner } from "../model/libraries.js";
import type { Schedule } from "../model/schedule.js";
import { expressionOf } from "../helpers/cron-fields.js";
import { scheduleCron } from "../helpers/schedule-cron.js";
import { isoIn } from "../helpers/time-zone.js";

export const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
export const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const WEEK_MS = 7 * 24 * 3_600_000;

/** How many runs begin in each hour of each day, Monday first. */
export type Week = readonly (readonly number[])[];

export function weekOf(schedules: readonly Schedule[], from: Date, timeZone: string): Week {
    const week = DAYS.map(() => HOURS.map(() => 0));
    for (const run of schedules.flatMap((schedule) => runsOf(schedule, from))) {
        const local = isoIn(timeZone, run);
        const date = new Date(`${local.slice(0, 10)}T00:00:00Z`);
        const hours = week[(date.getUTCDay() + 6) % 7];
        const hour = Number(local.slice(11, 13));
        if (hours) hours[hour] = (hours[hour] ?? 0) + 1;
    }
    return week;
}

function runsOf(schedule: Schedule, from: Date): Date[] {
    const fields = scheduleCron(fieldsOf({ ...schedule }));
    if (fields === undefined) return [];
    const { Cron } = croner();
    const cron = new Cron(expressionOf(fields), { timezone: "UTC", mode: "5-part" });
    const runs: Date[] = [];
    const endMs = from.getTime() + WEEK_MS;
    for (let run = cron.nextRun(from); run !== null && run.getTime() <= endMs; run = cron.nextRun(run))
        runs.push(run);
    return runs;
}

/** The hour of the week in which most runs begin, in words; undefined where none do. */
export function busiest(week: Week): string | undefined {
    const most = Math.max(...week.flat());
    if (most === 0) return undefined;
    const day = week.findIndex((hours) => hours.includes(most));
    const hour = week[day]?.indexOf(most) ?? 0;
    return `${most} in the hour from ${DAYS[day] ?? ""} ${String(hour).padStart(2, "0")}:00`;
}

/** The week in rows of numbers, for a terminal. */
export function weekText(week: Week): string {
    const cell = (text: string) => text.padStart(5);
    const row = (name: string, cells: readonly string[]) => name.padEnd(3) + cells.map(cell).join("");
    return [
        row(
            "",
            HOURS.map((hour) => String(hour).padStart(2, "0")),
        ),
        ...week.map((hours, day) =>
            row(
                DAYS[day]?.slice(0, 3) ?? "",
                hours.map((count) => (count === 0 ? "·" : String(count))),
            ),
        ),
    ].join("\n");
}
