/** The runs of the next seven days, by weekday and hour. */

import { fieldsOf } from "../model/fields.js";
import type { Schedule } from "../model/schedule.js";
import { cronJob } from "../helpers/cron-fields.js";
import { scheduleCron } from "../helpers/schedule-cron.js";
import { isoIn } from "../helpers/time-zone.js";

/** The weekdays, in the order of a {@link Week}. */
export const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
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

/** The week as cells: the hours, and a row for each day. */
function cellsOf(week: Week): string[][] {
    const rows = week.map((counts) => counts.map((count) => (count === 0 ? "·" : String(count))));
    return [["", ...HOURS], ...rows.map((cells, day) => [(DAYS[day] ?? "").slice(0, 3), ...cells])];
}

/** The week as rows of numbers, for a terminal. */
export function weekText(week: Week): string {
    return cellsOf(week)
        .map(([day = "", ...cells]) => day.padEnd(3) + cells.map((cell) => cell.padStart(5)).join(""))
        .join("\n");
}

/** The week as an SVG picture: the more runs start in an hour, the darker its cell. */
export function weekSvg(week: Week, timeZone: string): string {
    const most = Math.max(1, ...week.flat());
    const cells = cellsOf(week).flatMap((row, y) =>
        row.map((text, x) => {
            const opacity = (0.7 * (week[y - 1]?.[x - 1] ?? 0)) / most;
            return (
                `<g transform="translate(${10 + 34 * x} ${50 + 28 * y})">` +
                `<rect width="32" height="26" fill="#1f5ab4" fill-opacity="${opacity.toFixed(2)}"/>` +
                `<text x="16" y="18" text-anchor="middle">${text}</text></g>`
            );
        }),
    );
    return [
        '<svg xmlns="http://www.w3.org/2000/svg" width="870" height="290" font-family="sans-serif" font-size="12">',
        '<rect width="870" height="290" fill="#fff"/>',
        `<text x="20" y="30" font-size="15">Runs by weekday and hour (${timeZone})</text>`,
        ...cells,
        "</svg>\n",
    ].join("\n");
}
