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

// What sends requests is loaded on first use, since a preview needs none of it.
const loadCreate = () =>
    require("./lifecycle/schedule/create.js") as typeof import("./lifecycle/schedule/create.js");
const loadRead = () =>
    require("./lifecycle/schedule/read.js") as typeof import("./lifecycle/schedule/read.js");
const loadUpdate = () =>
    require("./lifecycle/schedule/update.js") as typeof import("./lifecycle/schedule/update.js");
const loadDelete = () =>
    require("./lifecycle/schedule/delete.js") as typeof import("./lifecycle/schedule/delete.js");

/** The provider of `BulkSyncSchedule`. */
export const provider = providerOf(running, {
    check,
    diff,
    create: (...args) => loadCreate().create(...args),
    read: (...args) => loadRead().read(...args),
    update: (...args) => loadUpdate().update(...args),
    delete: (...args) => loadDelete().remove(...args),
    actions: {
        create: "create the schedule",
        read: "read the schedule",
        update: "update the schedule",
        delete: "delete the schedule",
    },
});

const loadExclusive = () =>
    require("./lifecycle/exclusive/exclusive.js") as typeof import("./lifecycle/exclusive/exclusive.js");

/** The provider of `BulkSyncSchedulesExclusive`, which has nothing in Polytomic. */
export const exclusive = providerOf(running, {
    check: checkExclusive,
    diff: diffExclusive,
    create: (...args) => loadExclusive().createExclusive(...args),
    read: (...args) => loadExclusive().readExclusive(...args),
    update: (call, _id, ...args) => loadExclusive().updateExclusive(call, ...args),
    delete: () => Promise.resolve(),
    hasToDelete: () => false,
    actions: {
        create: "look up the schedules",
        read: "look up the schedules",
        update: "remove the undeclared schedules",
        delete: "",
    },
});

const loadActivation = () =>
    require("./lifecycle/activation/activation.js") as typeof import("./lifecycle/activation/activation.js");

/** The provider of `BulkSyncActivation`. */
export const activation = providerOf(running, {
    check: checkActivation,
    diff: diffBulkSyncResource,
    create: (...args) => loadActivation().createActivation(...args),
    read: (...args) => loadActivation().readActivation(...args),
    update: (call, _id, ...args) => loadActivation().updateActivation(call, ...args),
    delete: (call, _id, state) => loadActivation().deactivate(call, state),
    hasToDelete: ({ onDelete }) => onDelete === "deactivate",
    actions: {
        create: "activate the bulk sync",
        read: "read whether the bulk sync is active",
        update: "activate the bulk sync",
        delete: "deactivate the bulk sync",
    },
});

const loadExecution = () =>
    require("./lifecycle/execution/execution.js") as typeof import("./lifecycle/execution/execution.js");

/** The provider of `BulkSyncExecution`. An update goes on with what an interrupted create has begun. */
export const execution = providerOf(running, {
    check: (_olds, news) => checkExecution(news),
    diff: diffExecution,
    create: (...args) => loadExecution().createExecution(...args),
    read: (...args) => loadExecution().readExecution(...args),
    update: (...args) => loadExecution().updateExecution(...args),
    delete: (call, _id, state) => loadExecution().cancelExecution(call, state),
    hasToDelete: ({ cancelOnDelete }) => cancelOnDelete === true,
    timeoutMs: 60 * 60_000,
    actions: {
        create: "start the execution",
        read: "read the execution",
        update: "wait for the execution",
        delete: "cancel the execution",
    },
});
