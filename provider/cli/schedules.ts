/** `pulumi-polytomic schedules`: shows which schedules an account has, and when they run. */

import { describeSchedule } from "../helpers/description.js";
import { nextRuns } from "../helpers/next-runs.js";
import { findZone, zoneProblem } from "../helpers/time-zone.js";
import { openAccount, showProgress } from "./account.js";
import { CommandError } from "./command-error.js";
import { writeNew } from "./files.js";
import { readInventory, type FoundSync } from "./inventory.js";
import { table } from "./table.js";
import { busiest, weekOf, weekText, type Week } from "./week.js";
import { weekSvg } from "./week-svg.js";

export interface SchedulesOptions {
    readonly timeZone: string;
    readonly week: boolean;
    readonly svg?: string;
    readonly json: boolean;
}

export async function runSchedules(wanted: readonly string[], options: SchedulesOptions): Promise<void> {
    const { timeZone, svg } = options;
    if (findZone(timeZone) === undefined) throw new CommandError(zoneProblem(timeZone));
    const syncs = await readInventory(openAccount(), wanted, showProgress);
    const now = new Date();
    const week = weekOf(
        syncs.flatMap(({ schedules }) => schedules),
        now,
        timeZone,
    );
    if (svg !== undefined) writeNew(new Map([[svg, weekSvg(week, timeZone)]]));
    process.stdout.write(options.json ? asJson(syncs, now, timeZone) : report(syncs, week, now, options));
}

function asJson(syncs: readonly FoundSync[], now: Date, timeZone: string): string {
    const described = syncs.map(({ id, name, schedules }) => ({
        id,
        name,
        schedules: schedules.map((schedule) => ({
            ...schedule,
            description: describeSchedule({ ...schedule }),
            nextRuns: nextRuns({ ...schedule }, { from: now, timeZone }),
        })),
    }));
    return `${JSON.stringify({ syncs: described }, undefined, 2)}\n`;
}

function report(syncs: readonly FoundSync[], week: Week, now: Date, options: SchedulesOptions): string {
    const { timeZone } = options;
    const rows = syncs.flatMap(({ name, schedules }) =>
        schedules.map((schedule) => {
            const words = describeSchedule({ ...schedule });
            const [next = "-"] = nextRuns({ ...schedule }, { count: 1, from: now, timeZone });
            return [name, schedule.isDefault ? `${words} (default)` : words, next];
        }),
    );
    const parts = [
        table(["bulk sync", "runs", `next run (${timeZone})`], rows),
        ...(options.week ? [`Runs of the next seven days (${timeZone}):\n\n${weekText(week)}`] : []),
        summary(syncs, rows.length, week).join("\n"),
    ];
    return `${parts.join("\n\n")}\n`;
}

function summary(syncs: readonly FoundSync[], total: number, week: Week): string[] {
    const without = syncs.filter(({ schedules }) => schedules.length === 0);
    const several = syncs.filter(({ schedules }) => schedules.length > 1);
    const most = busiest(week);
    return [
        `${counted(total, "schedule")} of ${counted(syncs.length, "bulk sync")}.`,
        ...(most === undefined ? [] : [`Most runs at once: ${most}.`]),
        ...(without.length > 0 ? [`Without a schedule: ${names(without)}.`] : []),
        ...(several.length > 0 ? [`With several: ${names(several)}.`] : []),
    ];
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;

const names = (syncs: readonly FoundSync[]) => syncs.map(({ name }) => name).join(", ");
