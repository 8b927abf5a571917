/** The providers, which run in Pulumi's provider process. Every state names this module: never rename it or its exports. */

import type { dynamic } from "@pulumi/pulumi";
import { checkExclusive, diffExclusive } from "./lifecycle/exclusive/check.js";
import { ProviderProcess } from "./lifecycle/process/provider-process.js";
import { check, type Checked } from "./lifecycle/schedule/check.js";
import { diff } from "./lifecycle/schedule/diff.js";
import type { Properties } from "./model/state.js";

const running = new ProviderProcess();

const configure: dynamic.ResourceProvider["configure"] = ({ config }) =>
    running.configure((key) => config.get(key));

/** The provider of `BulkSyncSchedule`. */
export const provider: dynamic.ResourceProvider<Properties> = {
    configure,
    check: (olds, news) => running.perform(() => toCheckResult(check(olds, news, running.registry))),
    diff: (id, olds: Properties, news) => running.perform(() => diff(id, olds, news, running.registry)),
    create: (inputs) =>
        running.operate("create", "create the schedule", inputs, async (call) =>
            (await import("./lifecycle/schedule/create.js")).create(call, inputs),
        ),
    read: (id, state: Properties = {}) =>
        running.operate("read", "read the schedule", state, async (call) =>
            (await import("./lifecycle/schedule/read.js")).read(call, id, state),
        ),
    update: (id, olds: Properties, news) =>
        running.operate("update", "update the schedule", news, async (call) =>
            (await import("./lifecycle/schedule/update.js")).update(call, id, olds, news),
        ),
    delete: (id, state: Properties) =>
        running.operate("delete", "delete the schedule", state, async (call) =>
            (await import("./lifecycle/schedule/delete.js")).remove(call, id, state),
        ),
};

const loadExclusive = () => import("./lifecycle/exclusive/exclusive.js");

/** The provider of `BulkSyncSchedulesExclusive`. */
export const exclusive: dynamic.ResourceProvider<Properties> = {
    configure,
    check: (olds, news) => running.perform(() => toCheckResult(checkExclusive(olds, news))),
    diff: (_id, olds: Properties, news) => running.perform(() => diffExclusive(olds, news)),
    create: (inputs) =>
        running.operate("create", "look up the schedules", inputs, async (call) =>
            (await loadExclusive()).createExclusive(call, inputs),
        ),
    read: (id, state: Properties = {}) =>
        running.operate("read", "look up the schedules", state, async (call) =>
            (await loadExclusive()).readExclusive(call, id, state),
        ),
    update: (_id, olds: Properties, news) =>
        running.operate("update", "remove the undeclared schedules", news, async (call) =>
            (await loadExclusive()).updateExclusive(call, olds, news),
        ),
    // It has nothing in Polytomic.
    delete: () => running.perform(() => undefined),
};

// Without a property: the engine would print its whole value, even a secret.
const toCheckResult = ({ inputs, failures }: Checked): dynamic.CheckResult => ({
    inputs,
    failures: failures.map((reason) => ({ property: "", reason })),
});
