import type { HTTPMethod } from "find-my-way";
import type { Operation } from "./call";
import * as executions from "./executions";
import * as schedules from "./schedules";
import * as syncs from "./syncs";

const SYNCS_PATH = "/api/bulk/syncs";
const SYNC_PATH = `${SYNCS_PATH}/:syncId`;
const SCHEDULE_PATH = `${SYNC_PATH}/schedules/:scheduleId`;
const EXECUTION_PATH = `${SYNC_PATH}/executions/:executionId`;

/** The endpoints of the Polytomic API that are emulated. */
export const operationRoutes: readonly [HTTPMethod, string, Operation][] = [
    ["GET", "/api/me", syncs.identity],
    ["GET", SYNCS_PATH, syncs.listSyncs],
    ["GET", `${SYNCS_PATH}/status`, executions.listSyncStatuses],
    ["GET", SYNC_PATH, syncs.getSync],
    ["PUT", SYNC_PATH, syncs.putSync],
    ["POST", `${SYNC_PATH}/activate`, syncs.activateSync],
    ["POST", `${SYNC_PATH}/cancel`, executions.cancelSync],
    ["GET", `${SYNC_PATH}/status`, executions.getSyncStatus],
    ["GET", `${SYNC_PATH}/executions`, executions.listExecutions],
    ["POST", `${SYNC_PATH}/executions`, executions.startSync],
    ["GET", EXECUTION_PATH, executions.getExecution],
    ["POST", `${EXECUTION_PATH}/cancel`, executions.cancelExecution],
    ["GET", `${SYNC_PATH}/schedules`, schedules.listSchedules],
    ["POST", `${SYNC_PATH}/schedules`, schedules.createSchedule],
    ["GET", SCHEDULE_PATH, schedules.getSchedule],
    ["PUT", SCHEDULE_PATH, schedules.replaceSchedule],
    ["DELETE", SCHEDULE_PATH, schedules.deleteSchedule],
];
