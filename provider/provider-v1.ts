/**
 * What runs in Pulumi's provider process. Every state names this module (see `loader.ts`): its path and the names
 * `provider` and `exclusive` must never change.
 */

import type { dynamic } from "@pulumi/pulumi";
import { check } from "./lifecycle/schedule/check.js";
import { diff, newSchedule, sharedWithAnother } from "./lifecycle/schedule/diff.js";
import { checkExclusive } from "./lifecycle/exclusive/check.js";
import { diffExclusive } from "./lifecycle/exclusive/diff.js";
import { importClash } from "./lifecycle/schedule/import-option.js";
import { ProviderProcess } from "./lifecycle/process/provider-process.js";

const running = new ProviderProcess();

export const provider: dynamic.ResourceProvider = {
    configure: ({ config }) => running.configure((key) => config.get(key)),

    check: (olds: object, news: object) =>
        running.perform(() => {
            const { inputs, faults } = check({ ...olds }, { ...news });
            const reasons = [...faults, ...importClash(running.registry, { ...olds }, inputs)];
            // Given a property, the engine would print its whole value, a secret in clear.
            return { inputs, failures: reasons.map((reason) => ({ property: "", reason })) };
        }),

    diff: (id: string, olds: object, news: object) =>
        running.perform(() => {
            const difference = diff(id, { ...olds }, { ...news });
            if (running.registry.recordDiff(id, { ...olds }, { ...news })) return difference;
            running.warn(sharedWithAnother(id));
            return newSchedule();
        }),

    create: (inputs: object) =>
        running.withSession("create", "schedule", async (session, signal) => {
            const { create } = await import("./lifecycle/schedule/create.js");
            return create(session, { ...inputs }, signal, running.warn);
        }),

    read: (id: string, state: object = {}) => {
        running.registry.recordState(id, { ...state });
        return running.withSession("read", "schedule", async (session, signal) => {
            const { read } = await import("./lifecycle/schedule/read.js");
            return read(session, id, { ...state }, signal);
        });
    },

    update: (id: string, olds: object, news: object) =>
        running.withSession("update", "schedule", async (session, signal) => {
            const { update } = await import("./lifecycle/schedule/update.js");
            return update(session, id, { ...olds }, { ...news }, signal);
        }),

    delete: (id: string, state: object) => {
        running.registry.recordState(id, { ...state });
        return running.withSession("delete", "schedule", async (session, signal) => {
            const { remove } = await import("./lifecycle/schedule/delete.js");
            return remove(session, id, { ...state }, signal);
        });
    },
};

/** The same for `BulkSyncSchedulesExclusive`. */
export const exclusive: dynamic.ResourceProvider = {
    configure: ({ config }) => running.configure((key) => config.get(key)),

    check: (olds: object, news: object) =>
        running.perform(() => {
            const { inputs, faults } = checkExclusive({ ...olds }, { ...news });
            return { inputs, failures: faults.map((reason) => ({ property: "", reason })) };
        }),

    diff: (_id: string, olds: object, news: object) =>
        running.perform(() => diffExclusive({ ...olds }, { ...news })),

    create: (inputs: object) =>
        running.withSession("look up", "schedules", async (session, signal) => {
            const { createExclusive } = await import("./lifecycle/exclusive/exclusive.js");
            return createExclusive(session, { ...inputs }, signal, running.warn);
        }),

    read: (id: string, state: object = {}) =>
        running.withSession("look up", "schedules", async (session, signal) => {
            const { readExclusive } = await import("./lifecycle/exclusive/exclusive.js");
            return readExclusive(session, id, { ...state }, signal);
        }),

    update: (id: string, olds: object, news: object) =>
        running.withSession("remove", "undeclared schedules", async (session, signal) => {
            const { updateExclusive } = await import("./lifecycle/exclusive/exclusive.js");
            return updateExclusive(session, id, { ...olds }, { ...news }, signal, running.warn);
        }),

    // Nothing of it is in Polytomic.
    delete: () => running.perform(() => undefined),
};
