import { Cron } from "croner";
import type { ScheduleFields } from "./schedule";

/** When the first of the schedules runs next; undefined where none of them has a time. */
export function nextRunMs(schedules: readonly ScheduleFields[], nowMs: number): number | undefined {
    const runs = schedules.flatMap((schedule) => nextRunOf(schedule, nowMs) ?? []);
    return runs.length === 0 ? undefined : Math.min(...runs);
}

function nextRunOf(schedule: ScheduleFields, nowMs: number): number | undefined {
    const pattern = cronPattern(schedule);
    if (pattern === undefined) return undefined;
    return new Cron(pattern, { timezone: "UTC" }).nextRun(new Date(nowMs))?.getTime();
}

/** As the product documentation describes the frequencies. */
function cronPattern(schedule: ScheduleFields): string | undefined {
    const { frequency, minute = "0", hour = "0", dayOfWeek = "0" } = schedule;
    switch (frequency) {
        case "continuous":
            return "*/5 * * * *";
        case "hourly":
            return `${minute} * * * *`;
        case "daily":
            return `${minute} ${hour} * * *`;
        case "weekly":
            return `${minute} ${hour} * * ${dayOfWeek.slice(0, 3)}`;
        case "custom":
            return customPattern(schedule);
        default:
            return undefined;
    }
}

function customPattern({ minute, hour, dayOfMonth, month, dayOfWeek }: ScheduleFields): string {
    return [minute, hour, dayOfMonth, month, dayOfWeek].map((field) => field ?? "*").join(" ");
}
