import * as pulumi from "@pulumi/pulumi";
import * as polytomic from "pulumi-polytomic";

const config = new pulumi.Config();
const syncId = config.require("syncId");

const nightly = new polytomic.BulkSyncSchedule("nightly", { syncId, ...polytomic.daily("03:30") });

const activation = new polytomic.BulkSyncActivation("activation", {
    syncId,
    active: !config.requireBoolean("paused"),
});

// The schedule affects future runs only. This one starts at once, and again when the schedule changes.
const run = new polytomic.BulkSyncExecution(
    "run",
    { syncId, triggers: [nightly.description] },
    { dependsOn: [nightly, activation] },
);

export const scheduleId = nightly.scheduleId;
export const records = run.recordCount;
