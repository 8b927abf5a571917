/** What follows from the schedules and the runs of a bulk sync. */

import type { ExistingSchedule } from "../../api/account.js";
import type { Execution } from "../../api/executions.js";
import { cronJob } from "../../helpers/cron-fields.js";
import { frequencyOf, scheduleCron } from "../../helpers/schedule-cron.js";
import { areEquivalentDefinitions } from "../../model/equivalence.js";
import { fieldsOf } from "../../model/fields.js";
import { describeBulkSyncSettings, type Schedule } from "../../model/schedule.js";
import { definitionOf } from "../definition.js";
import type { FoundSync } from "../inventory.js";
import type { WatchedSync } from "./statuses.js";
import { momentOf } from "./times.js";

const MINUTE_MS = 60_000;
/** By how much Polytomic's time, as responses show it, may be behind. */
const CLOCK_TOLERANCE_MS = 1_000;
const FAILURES: ReadonlySet<string> = new Set(["failed", "interrupted", "errors"]);

/** When a schedule runs next, as its fields determine it. */
export function nextRun(schedule: Schedule, from: Date): Date | undefined {
    const cron = scheduleCron(fieldsOf({ ...schedule }));
    return (cron && cronJob(cron).nextRun(from)) ?? undefined;
}

/** Whether the fields of a schedule determine all its runs: not with `continuous`, nor where Polytomic chooses the minute. */
function isDetermined(schedule: Schedule): boolean {
    const fields = fieldsOf({ ...schedule });
    return scheduleCron(fields) !== undefined || frequencyOf(fields) === "manual";
}

/** Whether Polytomic's next run, the earliest of all schedules of a bulk sync, is more than a minute from the computed one. */
export function hasOtherRun(sync: WatchedSync, now: Date): boolean {
    const expectedMs = momentOf(sync.runs?.nextExecutionTime)?.getTime();
    if (expectedMs === undefined || !sync.active) return false;
    // A run that is about to start, or has just started, may still be the next one for Polytomic, and no longer for us.
    const isNow = expectedMs <= now.getTime() + MINUTE_MS;
    const from = new Date(isNow ? expectedMs - MINUTE_MS : now.getTime() + CLOCK_TOLERANCE_MS);
    const runs = sync.schedules.map((schedule) => nextRun(schedule, from)?.getTime() ?? Infinity);
    const computedMs = Math.min(...runs);
    // A schedule whose runs are not known may run before all others, but keeps none of them from running.
    if (!sync.schedules.every(isDetermined)) return expectedMs > computedMs + MINUTE_MS;
    return Math.abs(expectedMs - computedMs) > MINUTE_MS;
}

/** Whether an execution failed, or met errors. */
export const hasFailed = ({ status = "", errorCount = 0 }: Execution = {}): boolean =>
    FAILURES.has(status) || errorCount > 0;

/** The schedules of a bulk sync that repeat an earlier one. What has no effect with their frequency makes no difference. */
export const repeatedSchedules = ({ id, schedules }: FoundSync): ExistingSchedule[] =>
    schedules.filter((schedule, index) =>
        schedules.slice(0, index).some((earlier) => areEqual(id, earlier, schedule)),
    );

function areEqual(syncId: string, a: ExistingSchedule, b: ExistingSchedule): boolean {
    const inputs = (schedule: ExistingSchedule) => fieldsOf(definitionOf(syncId, schedule).inputs);
    return (
        describeBulkSyncSettings(a) === describeBulkSyncSettings(b) &&
        areEquivalentDefinitions(inputs(a), inputs(b))
    );
}
