/** What both the terminal and the page show: rows and sentences. */

import { tzOffset } from "@date-fns/tz/tzOffset";
import type { ExistingSchedule } from "../../api/account.js";
import type { Execution } from "../../api/executions.js";
import { describeByClock } from "../../helpers/description.js";
import { findZone } from "../../helpers/time-zone.js";
import { findLocalTimes, formatLocalTime, type LocalTimeSet } from "../local-times.js";
import { hasFailed, hasOtherRun, nextRun, repeatedSchedules } from "./facts.js";
import type { WatchedSync } from "./statuses.js";
import { formatDate, formatDuration, formatMoment, momentOf } from "./times.js";
import { fullestHour, weekOf, type Week } from "./week.js";

/** A text, and whether it needs attention. */
export interface Cell {
    readonly text: string;
    readonly tone?: "warning" | "failure" | undefined;
}

/** An account's schedules at a moment, in a time zone. */
export type Overview = ReturnType<typeof overviewOf>;

/** How many names a sentence has where any names will do. */
const MOST_NAMES = 3;
const MOVING = " Schedules keep to UTC: with daylight saving time, these times move.";

/** Puts together what to show of bulk syncs, which are in the order of their names. The next run comes first. */
export function overviewOf(syncs: readonly WatchedSync[], now: Date, timeZone: string) {
    const week = weekOf(syncs, now, timeZone);
    const ofRuns = syncs.some(({ runs }) => runs !== undefined) ? ["in Polytomic", "last run"] : [];
    const headings = ["bulk sync", "runs", `next run (${timeZone})`, ...ofRuns];
    const entries = syncs.flatMap((sync) => entriesOf(sync, now, timeZone));
    // Where the difference is 0 or NaN, of two without a next run, the order by name stays.
    entries.sort((a, b) => a.ms - b.ms);
    const seen = new Set<string>();
    const rows = entries.map(({ sync, runs, next }) => {
        const isFirst = !seen.has(sync.id);
        seen.add(sync.id);
        const time = next ? formatMoment(timeZone, next) : "-";
        const cells: Cell[] = [
            ...[sync.name, runs].map((text) => ({ text: plain(text) })),
            sync.active ? { text: time } : { text: "inactive", tone: "warning" },
            ...(isFirst ? runCells(sync, next, now, timeZone) : [{ text: "" }, { text: "" }]),
        ];
        return cells.slice(0, headings.length);
    });
    return { now, timeZone, headings, rows, notes: notesOf(syncs, week, now, timeZone), week };
}

/** The rows of a bulk sync: one for each schedule, or for several that together keep a local time. */
function entriesOf(sync: WatchedSync, now: Date, timeZone: string) {
    const localTimes = localTimesOf(sync, now, timeZone);
    const inSets = new Set(localTimes.flatMap(({ members }) => [...members.values()]));
    const single = sync.schedules.filter((schedule) => !inSets.has(schedule));
    const entry = (schedules: readonly ExistingSchedule[], runs: string) => {
        const moments = schedules.map((schedule) => nextRun(schedule, now)?.getTime() ?? Infinity);
        const ms = sync.active ? Math.min(...moments) : Infinity;
        return { sync, runs, next: ms === Infinity ? undefined : new Date(ms), ms };
    };
    return [
        ...single.map((schedule) => {
            const suffix = schedule.isDefault ? " (default)" : "";
            return entry([schedule], describeLocally(schedule, now, timeZone) + suffix);
        }),
        ...localTimes.map((set) => entry([...set.members.values()], formatLocalTime(set))),
    ];
}

/** The schedules of a bulk sync that together keep a local time. */
export const localTimesOf = ({ schedules }: WatchedSync, now: Date, timeZone: string): LocalTimeSet[] =>
    findLocalTimes(schedules, now, timeZone);

/** Describes a schedule in the local time that it has at its next run. */
export const describeLocally = (schedule: ExistingSchedule, now: Date, timeZone: string): string =>
    describeByClock(schedule, tzOffset(timeZone, nextRun(schedule, now) ?? now));

/** Polytomic's own next run of a bulk sync, and what runs or has run last. */
function runCells(sync: WatchedSync, next: Date | undefined, now: Date, timeZone: string): Cell[] {
    const { nextExecutionTime, currentExecution, lastExecution } = sync.runs ?? {};
    const moment = momentOf(nextExecutionTime);
    const time = moment ? formatMoment(timeZone, moment) : "-";
    const isSame = next !== undefined && time === formatMoment(timeZone, next);
    const executions = [currentExecution, lastExecution].filter((execution) => execution !== undefined);
    const texts = executions.map((execution) => executionText(execution, timeZone));
    return [
        hasOtherRun(sync, now) ? { text: `≠ ${time}`, tone: "warning" } : { text: isSame ? "same" : time },
        { text: texts.join("; ") || "-", tone: hasFailed(lastExecution) ? "failure" : undefined },
    ];
}

function executionText(execution: Execution, timeZone: string): string {
    const { status = "run", errorCount = 0 } = execution;
    const start = momentOf(execution.startedAt ?? execution.createdAt);
    const end = momentOf(execution.completedAt);
    const errors = errorCount > 0 ? ` with ${count(errorCount, "error")}` : "";
    const when = start ? ` ${formatMoment(timeZone, start)}` : "";
    const duration = start && end ? `, ${formatDuration(end.getTime() - start.getTime())}` : "";
    return plain(status) + errors + when + duration;
}

function notesOf(syncs: readonly WatchedSync[], week: Week, now: Date, timeZone: string): Cell[] {
    const total = syncs.flatMap(({ schedules }) => schedules).length;
    const { date, hour, names } = fullestHour(week, now, timeZone);
    const { standard, daylight } = findZone(timeZone)?.offsets ?? {};
    const refusals = syncs.flatMap(({ refusal }) => refusal ?? []);
    const refused = `${count(refusals.length, "bulk sync")} (${[...new Set(refusals)].join(", ")})`;
    const about = (text: string, isMeant: (sync: WatchedSync) => boolean, tone?: Cell["tone"]): Cell[] => {
        const meant = syncs.filter(isMeant).map(({ name }) => plain(name));
        return meant.length === 0 ? [] : [{ text: `${text}: ${meant.join(", ")}.`, tone }];
    };
    const most = `Most runs at once: ${names.length} in the hour from ${formatDate(date)} ${hour}:00: ${cut(names)}.`;
    return [
        { text: `${count(total, "schedule")} of ${count(syncs.length, "bulk sync")}.` },
        ...(names.length === 0 ? [] : [{ text: most }]),
        ...about("Last run failed or had errors", ({ runs }) => hasFailed(runs?.lastExecution), "failure"),
        ...about("Polytomic has another next run (≠)", (sync) => hasOtherRun(sync, now), "warning"),
        ...about("Equal schedules", (sync) => repeatedSchedules(sync).length > 0, "warning"),
        ...about("Inactive, so that no schedule runs", ({ active }) => !active, "warning"),
        ...about("Without a schedule", ({ schedules }) => schedules.length === 0),
        ...about("With several", (sync) => entriesOf(sync, now, timeZone).length > 1),
        ...(refusals.length === 0 ? [] : [{ text: `Polytomic does not show the runs of ${refused}.` }]),
        { text: `All times are in ${timeZone}.${standard === daylight ? "" : MOVING}` },
    ];
}

/** A text of the account's without line breaks, and without what moves the cursor of a terminal. */
const plain = (text: string) => text.replace(/\p{Cc}+/gu, " ");

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;

function cut(names: readonly string[]): string {
    const all = [...new Set(names)].map(plain);
    const rest = all.length - MOST_NAMES;
    return rest > 1 ? `${all.slice(0, MOST_NAMES).join(", ")} and ${rest} more` : all.join(", ");
}
