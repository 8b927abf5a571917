/**
 * What runs in Pulumi's provider process. Every state names this module (see `program/loader.ts`): its path and the names
 * `provider` and `exclusive` must never change.
 */

import type { dynamic } from "@pulumi/pulumi";
import { checkExclusive } from "./lifecycle/exclusive/check.js";
import { diffExclusive } from "./lifecycle/exclusive/diff.js";
import { ProviderProcess } from "./lifecycle/process/provider-process.js";
import { check } from "./lifecycle/schedule/check.js";
import { diff, newSchedule, sharedWithAnother } from "./lifecycle/schedule/diff.js";
import { importClash } from "./lifecycle/schedule/import-option.js";

const running = new ProviderProcess();

export const provider: dynamic.ResourceProvider = {
    configure: ({ config }) => running.configure((key) => config.get(key)),

    check: (olds: object, news: object) =>
        running.perform(() => {
            const { inputs, failures } = check({ ...olds }, { ...news });
            const reasons = [...failures, ...importClash(running.registry, { ...olds }, inputs)];
            // Given a property, the engine would print its whole value, a secret in clear.
            return { inputs, failures: reasons.map((reason) => ({ property: "", reason })) };
        }),

    diff: (id: string, olds: object, news: object) =>
        running.perform(() => {
            const difference = diff(id, { ...olds }, { ...news });
            if (running.registry.recordDiff(id, { ...olds }, { ...news })) return difference;
            process.stderr.write(`warning: ${sharedWithAnother(id)}\n`);
            return newSchedule();
        }),

    create: (inputs: object) =>
        running.operate("create the schedule", "create", { ...inputs }, async (context, deadline) => {
            const { create } = await import("./lifecycle/schedule/create.js");
            return create(context, { ...inputs }, deadline);
        }),

    read: (id: string, state: object = {}) => {
        running.registry.recordState(id, { ...state });
        return running.operate("read the schedule", "read", { ...state }, async (context, deadline) => {
            const { read } = await import("./lifecycle/schedule/read.js");
            return read(context, id, { ...state }, deadline);
        });
    },

    update: (id: string, olds: object, news: object) =>
        running.operate("update the schedule", "update", { ...news }, async (context, deadline) => {
            const { update } = await import("./lifecycle/schedule/update.js");
            return update(context, id, { ...olds }, { ...news }, deadline);
        }),

    delete: (id: string, state: object) => {
        running.registry.recordState(id, { ...state });
        return running.operate("delete the schedule", "delete", { ...state }, async (context, deadline) => {
            const { remove } = await import("./lifecycle/schedule/delete.js");
            return remove(context, id, { ...state }, deadline);
        });
    },
};

/** The same for `BulkSyncSchedulesExclusive`. */
export const exclusive: dynamic.ResourceProvider = {
    configure: ({ config }) => running.configure((key) => config.get(key)),

    check: (olds: object, news: object) =>
        running.perform(() => {
            const { inputs, failures } = checkExclusive({ ...olds }, { ...news });
            return { inputs, failures: failures.map((reason) => ({ property: "", reason })) };
        }),

    diff: (_id: string, olds: object, news: object) =>
        running.perform(() => diffExclusive({ ...olds }, { ...news })),

    create: (inputs: object) =>
        running.operate("look up the schedules", "create", { ...inputs }, async (context, deadline) => {
            const { createExclusive } = await import("./lifecycle/exclusive/exclusive.js");
            return createExclusive(context, { ...inputs }, deadline);
        }),

    read: (id: string, state: object = {}) =>
        running.operate("look up the schedules", "read", { ...state }, async (context, deadline) => {
            const { readExclusive } = await import("./lifecycle/exclusive/exclusive.js");
            return readExclusive(context, id, { ...state }, deadline);
        }),

    update: (_id: string, olds: object, news: object) =>
        running.operate(
            "remove the undeclared schedules",
            "update",
            { ...news },
            async (context, deadline) => {
                const { updateExclusive } = await import("./lifecycle/exclusive/exclusive.js");
                return updateExclusive(context, { ...olds }, { ...news }, deadline);
            },
        ),

    // Nothing of it is in Polytomic.
    delete: () => running.perform(() => undefined),
};
