/** The providers, which run in Pulumi's provider process. Every state names this module: never rename it or its exports. */

import { checkActivation } from "./lifecycle/activation/check.js";
import { checkExclusive } from "./lifecycle/exclusive/check.js";
import { diffExclusive } from "./lifecycle/exclusive/diff.js";
import { checkExecution, diffExecution } from "./lifecycle/execution/check.js";
import { diffBulkSyncResource } from "./lifecycle/process/bulk-sync-resource.js";
import { ProviderProcess } from "./lifecycle/process/provider-process.js";
import { providerOf } from "./lifecycle/process/resource.js";
import { check } from "./lifecycle/schedule/check.js";
import { diff } from "./lifecycle/schedule/diff.js";

const running = new ProviderProcess();

/** The provider of `BulkSyncSchedule`. */
export const provider = providerOf(running, {
    check,
    diff,
    create: async (...args) => (await import("./lifecycle/schedule/create.js")).create(...args),
    read: async (...args) => (await import("./lifecycle/schedule/read.js")).read(...args),
    update: async (...args) => (await import("./lifecycle/schedule/update.js")).update(...args),
    delete: async (...args) => (await import("./lifecycle/schedule/delete.js")).remove(...args),
    actions: {
        create: "create the schedule",
        read: "read the schedule",
        update: "update the schedule",
        delete: "delete the schedule",
    },
});

const loadExclusive = () => import("./lifecycle/exclusive/exclusive.js");

/** The provider of `BulkSyncSchedulesExclusive`, which has nothing in Polytomic. */
export const exclusive = providerOf(running, {
    check: checkExclusive,
    diff: diffExclusive,
    create: async (...args) => (await loadExclusive()).createExclusive(...args),
    read: async (...args) => (await loadExclusive()).readExclusive(...args),
    update: async (call, _id, ...args) => (await loadExclusive()).updateExclusive(call, ...args),
    delete: () => Promise.resolve(),
    hasToDelete: () => false,
    actions: {
        create: "look up the schedules",
        read: "look up the schedules",
        update: "remove the undeclared schedules",
        delete: "",
    },
});

const loadActivation = () => import("./lifecycle/activation/activation.js");

/** The provider of `BulkSyncActivation`. */
export const activation = providerOf(running, {
    check: checkActivation,
    diff: diffBulkSyncResource,
    create: async (...args) => (await loadActivation()).createActivation(...args),
    read: async (...args) => (await loadActivation()).readActivation(...args),
    update: async (call, _id, ...args) => (await loadActivation()).updateActivation(call, ...args),
    delete: async (call, _id, state) => (await loadActivation()).deactivate(call, state),
    hasToDelete: ({ onDelete }) => onDelete === "deactivate",
    actions: {
        create: "activate the bulk sync",
        read: "read whether the bulk sync is active",
        update: "activate the bulk sync",
        delete: "deactivate the bulk sync",
    },
});

const loadExecution = () => import("./lifecycle/execution/execution.js");

/** The provider of `BulkSyncExecution`. An update goes on with what an interrupted create has begun. */
export const execution = providerOf(running, {
    check: (_olds, news) => checkExecution(news),
    diff: diffExecution,
    create: async (...args) => (await loadExecution()).createExecution(...args),
    read: async (...args) => (await loadExecution()).readExecution(...args),
    update: async (...args) => (await loadExecution()).updateExecution(...args),
    delete: async (call, _id, state) => (await loadExecution()).cancelExecution(call, state),
    hasToDelete: ({ cancelOnDelete }) => cancelOnDelete === true,
    timeoutMs: 60 * 60_000,
    actions: {
        create: "start the execution",
        read: "read the execution",
        update: "wait for the execution",
        delete: "cancel the execution",
    },
});
