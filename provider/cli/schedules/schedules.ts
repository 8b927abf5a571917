import { styleText } from "node:util";
import { describeAllYear } from "../../helpers/all-year/words.js";
import { isoIn } from "../../helpers/time-zone.js";
import { nextRuns } from "../../helpers/next-runs.js";
import { openAccount, readInventory } from "../inventory.js";
import { formatJson, formatTable, writeNewFiles } from "../output.js";
import { hasOtherRun, repeatedSchedules } from "./facts.js";
import { describeLocally, localTimesOf, overviewOf, type Cell, type Overview } from "./overview.js";
import { pageOf } from "./page.js";
import { readStatuses, type WatchedSync } from "./statuses.js";
import { fullestHour, weekText } from "./week.js";

/** The command's options. main.ts describes them. */
export interface SchedulesOptions {
    readonly timeZone: string;
    readonly week: boolean;
    readonly html?: string;
    readonly json: boolean;
}

/** Prints schedules, when they run, and how they ran last. */
export async function runSchedules(wanted: readonly string[], options: SchedulesOptions): Promise<void> {
    const account = openAccount();
    const syncs = await readStatuses(account, await readInventory(account, wanted));
    const now = new Date(account.serviceTimeMs());
    const overview = overviewOf(syncs, now, options.timeZone);
    if (options.html !== undefined) writeNewFiles(new Map([[options.html, pageOf(overview)]]));
    process.stdout.write(options.json ? asJson(syncs, overview) : report(overview, options));
}

function asJson(found: readonly WatchedSync[], { now, timeZone, week }: Overview): string {
    const syncs = found.map((sync) => ({
        ...{ id: sync.id, name: sync.name, active: sync.active, ...sync.runs },
        ...(sync.runs?.nextExecutionTime && { isOtherThanComputed: hasOtherRun(sync, now) }),
        refusedWith: sync.refusal,
        repeatedSchedules: repeatedSchedules(sync).map(({ scheduleId }) => scheduleId),
        localTimes: localTimesOf(sync, now, timeZone).map(({ plan, members }) => {
            const { when, year, schedules } = plan;
            return {
                description: describeAllYear(when, year, schedules),
                schedules: [...members.values()].map(({ scheduleId }) => scheduleId),
                nextRuns: sync.active ? nextRuns(schedules, { from: now, timeZone }) : [],
            };
        }),
        schedules: sync.schedules.map((schedule) => ({
            ...schedule,
            description: describeLocally(schedule, now, timeZone),
            nextRuns: sync.active ? nextRuns(schedule, { from: now, timeZone }) : [],
        })),
    }));
    const { date, hour, names } = fullestHour(week, now, timeZone);
    return formatJson({
        ...{ now: isoIn(timeZone, now), timeZone, syncs },
        week: week.map(({ date: day, hours }) => ({ date: day, runs: hours.map(({ length }) => length) })),
        fullestHour: { date, hour: Number(hour), runs: names.length, bulkSyncs: [...new Set(names)] },
    });
}

function report({ timeZone, headings, rows, notes, week }: Overview, options: SchedulesOptions): string {
    const tableRows = rows.map((cells) => cells.map(paint));
    const parts = [
        formatTable(headings, tableRows),
        ...(options.week ? [`Runs of seven days from today (${timeZone}):\n\n${weekText(week)}`] : []),
        notes.map(paint).join("\n"),
        ...(options.html === undefined ? [] : [`Wrote ${options.html}.`]),
    ];
    return `${parts.join("\n\n")}\n`;
}

/** Colours what needs attention, on a terminal that has colours and where NO_COLOR is not set. */
const paint = ({ text, tone }: Cell) =>
    tone ? styleText(tone === "failure" ? "red" : "yellow", text, { stream: process.stdout }) : text;
