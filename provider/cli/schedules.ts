import { Account } from "../api/account.js";
import { describeSchedule } from "../helpers/description.js";
import { nextRuns } from "../helpers/next-runs.js";
import { readInventory, type FoundSync } from "./inventory.js";
import { formatJson, formatSchedule, formatTable } from "./output.js";
import { busiest, weekOf, weekText, type Week } from "./week.js";

/** The command's options. main.ts describes them. */
export interface SchedulesOptions {
    readonly timeZone: string;
    readonly week: boolean;
    readonly json: boolean;
}

/** Prints schedules, and when they run. */
export async function runSchedules(wanted: readonly string[], options: SchedulesOptions): Promise<void> {
    const { timeZone } = options;
    const syncs = await readInventory(new Account(() => undefined, process.env), wanted);
    const now = new Date();
    const schedules = syncs.flatMap((sync) => (sync.active ? sync.schedules : []));
    const week = weekOf(schedules, now, timeZone);
    process.stdout.write(options.json ? asJson(syncs, now, timeZone) : report(syncs, week, now, options));
}

function asJson(found: readonly FoundSync[], from: Date, timeZone: string): string {
    const syncs = found.map(({ id, name, active, schedules }) => ({
        id,
        name,
        active,
        schedules: schedules.map((schedule) => ({
            ...schedule,
            description: describeSchedule(schedule),
            nextRuns: active ? nextRuns(schedule, { from, timeZone }) : [],
        })),
    }));
    return formatJson({ syncs });
}

function report(syncs: readonly FoundSync[], week: Week, from: Date, options: SchedulesOptions): string {
    const { timeZone } = options;
    const rows = syncs.flatMap(({ name, active, schedules }) =>
        schedules.map((schedule) => {
            const [next = "-"] = active ? nextRuns(schedule, { count: 1, from, timeZone }) : ["inactive"];
            return [name, formatSchedule(schedule), next];
        }),
    );
    const parts = [
        formatTable(["bulk sync", "runs", `next run (${timeZone})`], rows),
        ...(options.week ? [`Runs of the next seven days (${timeZone}):\n\n${weekText(week)}`] : []),
        summary(syncs, rows.length, week),
    ];
    return `${parts.join("\n\n")}\n`;
}

function summary(syncs: readonly FoundSync[], total: number, week: Week): string {
    const most = busiest(week);
    const inactive = syncs.filter(({ active }) => !active);
    const without = syncs.filter(({ schedules }) => schedules.length === 0);
    const several = syncs.filter(({ schedules }) => schedules.length > 1);
    return [
        `${count(total, "schedule")} of ${count(syncs.length, "bulk sync")}.`,
        ...(most === undefined ? [] : [`Most runs at once: ${most}.`]),
        ...(inactive.length > 0 ? [`Inactive, so that no schedule runs: ${namesOf(inactive)}.`] : []),
        ...(without.length > 0 ? [`Without a schedule: ${namesOf(without)}.`] : []),
        ...(several.length > 0 ? [`With several: ${namesOf(several)}.`] : []),
    ].join("\n");
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;

const namesOf = (syncs: readonly FoundSync[]) => syncs.map(({ name }) => name).join(", ");
