/**
 * The resources' providers, which run in Pulumi's provider process. Every state names this module (see
 * `program/loader.ts`): its path and the names `provider` and `exclusive` must never change.
 */

import type { dynamic } from "@pulumi/pulumi";
import { checkExclusive } from "./lifecycle/exclusive/check.js";
import { diffExclusive } from "./lifecycle/exclusive/diff.js";
import { ProviderProcess } from "./lifecycle/process/provider-process.js";
import { check, type Checked } from "./lifecycle/schedule/check.js";
import { diff } from "./lifecycle/schedule/diff.js";
import type { Properties } from "./model/state.js";

const running = new ProviderProcess();

/** The provider of `BulkSyncSchedule`. */
export const provider: dynamic.ResourceProvider<Properties> = {
    configure: ({ config }) => running.configure((key) => config.get(key)),

    check: (olds, news) => running.perform(() => toCheckResult(check(olds, news, running.registry))),

    diff: (id, olds: Properties, news) => running.perform(() => diff(id, olds, news, running.registry)),

    create: (inputs) =>
        running.operate("create", "create the schedule", inputs, async (call) => {
            const { create } = await import("./lifecycle/schedule/create.js");
            return create(call, inputs);
        }),

    read: (id, state: Properties = {}) =>
        running.operate("read", "read the schedule", state, async (call) => {
            const { read } = await import("./lifecycle/schedule/read.js");
            return read(call, id, state);
        }),

    update: (id, olds: Properties, news) =>
        running.operate("update", "update the schedule", news, async (call) => {
            const { update } = await import("./lifecycle/schedule/update.js");
            return update(call, id, olds, news);
        }),

    delete: (id, state: Properties) =>
        running.operate("delete", "delete the schedule", state, async (call) => {
            const { remove } = await import("./lifecycle/schedule/delete.js");
            return remove(call, id, state);
        }),
};

/** The provider of `BulkSyncSchedulesExclusive`. */
export const exclusive: dynamic.ResourceProvider<Properties> = {
    configure: ({ config }) => running.configure((key) => config.get(key)),

    check: (olds, news) => running.perform(() => toCheckResult(checkExclusive(olds, news))),

    diff: (_id, olds: Properties, news) => running.perform(() => diffExclusive(olds, news)),

    create: (inputs) =>
        running.operate("create", "look up the schedules", inputs, async ({ context, deadline }) => {
            const { createExclusive } = await import("./lifecycle/exclusive/exclusive.js");
            return createExclusive(context, inputs, deadline);
        }),

    read: (id, state: Properties = {}) =>
        running.operate("read", "look up the schedules", state, async ({ context, deadline }) => {
            const { readExclusive } = await import("./lifecycle/exclusive/exclusive.js");
            return readExclusive(context, id, state, deadline);
        }),

    update: (_id, olds: Properties, news) =>
        running.operate("update", "remove the undeclared schedules", news, async ({ context, deadline }) => {
            const { updateExclusive } = await import("./lifecycle/exclusive/exclusive.js");
            return updateExclusive(context, olds, news, deadline);
        }),

    // It has nothing in Polytomic.
    delete: () => running.perform(() => undefined),
};

// Without a property: the engine would print its whole value, even a secret.
const toCheckResult = ({ inputs, failures }: Checked): dynamic.CheckResult => ({
    inputs,
    failures: failures.map((reason) => ({ property: "", reason })),
});
