/** Each kind of resource, with all frequencies and options, after a command that succeeded. */
const pulumi = require("@pulumi/pulumi");
const polytomic = require("pulumi-polytomic");

const config = new pulumi.Config();
const syncId = config.require("schedulesSync");
const hour = config.getNumber("hour") ?? 3;

// The first schedule of a bulk sync is its default one.
new polytomic.BulkSyncSchedule("default", {
    syncId: config.require("defaultSync"),
    frequency: "daily",
    hour,
    minute: 30,
});

const timings = {
    manual: { frequency: "manual", selectiveMode: "none" },
    continuous: { frequency: "continuous" },
    hourly: { frequency: "hourly", minute: 15 },
    daily: { frequency: "Daily", hour: "05", minute: "00", selectiveMode: "incrementalFields" },
    weekly: { frequency: "weekly", dayOfWeek: "Monday", hour: 6, selectiveMode: "nonincrementalFields" },
    custom: {
        frequency: "custom",
        minute: "*/20",
        hour: "8-17",
        dayOfMonth: "1,15",
        month: "1-11",
        dayOfWeek: "mon-fri",
    },
    builder: { frequency: "builder", minute: 45, hour: 23, dayOfMonth: 31, month: 12, dayOfWeek: 0 },
    undocumented: { frequency: "daily", hour: 7, dayOfWeek: "sunday", allowUndocumented: true },
    secret: { frequency: "daily", hour: pulumi.secret("9"), minute: 10 },
    helper: polytomic.weekly("friday", "09:00", { timeZone: "Europe/Berlin", utcOffset: "standard" }),
};
for (const [name, timing] of Object.entries(timings))
    new polytomic.BulkSyncSchedule(name, { syncId, ...timing });

new polytomic.BulkSyncSchedule(
    "with-timeouts",
    { syncId, frequency: "manual" },
    { customTimeouts: { create: "10m", update: "11m", delete: "12m" } },
);
new polytomic.BulkSyncSchedule(
    "imported",
    { syncId, frequency: "daily", hour: 11 },
    { import: `${syncId}/${config.require("importedId")}` },
);
exports.existing = polytomic.BulkSyncSchedule.get(
    "existing",
    `${syncId}/${config.require("existingId")}`,
).frequency;

class Nightly extends pulumi.ComponentResource {
    constructor(name) {
        super("acme:syncs:Nightly", name);
        new polytomic.BulkSyncSchedule(
            `${name}-schedule`,
            { syncId, frequency: "daily", hour: 12 },
            { parent: this },
        );
        this.registerOutputs();
    }
}
new Nightly("component");

const account = new polytomic.Provider("account", {
    organizationId: config.require("otherOrganization"),
    partnerKey: config.requireSecret("otherPartnerKey"),
    deploymentUrl: config.require("url"),
    maxConcurrentRequests: 4,
});
new polytomic.BulkSyncSchedule(
    "other-account",
    { syncId: config.require("otherSync"), frequency: "daily", hour: 13 },
    { provider: account },
);

const runSync = config.require("runSync");
new polytomic.BulkSyncActivation("activation", { syncId: runSync, active: true, onDelete: "deactivate" });
new polytomic.BulkSyncExecution(
    "execution",
    {
        syncId: runSync,
        triggers: ["a", { deployment: 1, of: ["b", true, null] }],
        resyncMode: "refetch",
        schemas: ["public.orders"],
        fetchMode: "full",
        test: false,
        waitForCompletion: true,
        ifRunning: "join",
        failOn: "errors",
        cancelOnDelete: true,
    },
    { customTimeouts: { create: "20m" } },
);

const exclusiveSync = config.require("exclusiveSync");
const only = new polytomic.BulkSyncSchedule("only", {
    syncId: exclusiveSync,
    frequency: "hourly",
    minute: 30,
});
new polytomic.BulkSyncSchedulesExclusive("exclusive", {
    syncId: exclusiveSync,
    scheduleIds: [only.scheduleId],
    includeDefault: true,
});
