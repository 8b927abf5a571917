import { fieldsOf } from "../model/fields.js";
import type { Schedule } from "../model/schedule.js";
import { cronJob } from "../helpers/cron-fields.js";
import { scheduleCron } from "../helpers/schedule-cron.js";
import { isoIn } from "../helpers/time-zone.js";
import { formatTable } from "./output.js";

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));
const WEEK_MS = 7 * 24 * 3_600_000;

/** How many runs start in each hour of each day, Monday first. */
export type Week = readonly (readonly number[])[];

/** Counts the runs of schedules in the seven days after a time, in the local hours of a time zone. */
export function weekOf(schedules: readonly Schedule[], from: Date, timeZone: string): Week {
    const counts = new Array<number>(DAYS.length * HOURS.length).fill(0);
    for (const run of schedules.flatMap((schedule) => runsOf(schedule, from))) {
        const local = new Date(`${isoIn(timeZone, run).slice(0, 19)}Z`);
        const hour = ((local.getUTCDay() + 6) % 7) * HOURS.length + local.getUTCHours();
        counts[hour] = (counts[hour] ?? 0) + 1;
    }
    return DAYS.map((_, day) => counts.slice(day * HOURS.length, (day + 1) * HOURS.length));
}

function runsOf(schedule: Schedule, from: Date): Date[] {
    const cron = scheduleCron(fieldsOf({ ...schedule }));
    const stopAt = new Date(from.getTime() + WEEK_MS);
    return cron ? cronJob(cron, { stopAt }).nextRuns(Infinity, from) : [];
}

/** The hour of the week in which most runs start, in words; undefined without runs. */
export function busiest(week: Week): string | undefined {
    const most = Math.max(...week.flat());
    if (most === 0) return undefined;
    const index = week.flat().indexOf(most);
    const day = DAYS[Math.floor(index / HOURS.length)] ?? "";
    return `${most} in the hour from ${day} ${HOURS[index % HOURS.length] ?? ""}:00`;
}

/** The week as rows of numbers, for a terminal. */
export function weekText(week: Week): string {
    const numbers = week.map((counts) => counts.map((count) => (count === 0 ? "·" : String(count))));
    return formatTable(
        ["", ...HOURS],
        DAYS.map((day, index) => [day.slice(0, 3), ...(numbers[index] ?? [])]),
    );
}
