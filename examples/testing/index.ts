import * as pulumi from "@pulumi/pulumi";
import * as polytomic from "pulumi-polytomic";

const nightly = new polytomic.BulkSyncSchedule("nightly", {
    syncId: new pulumi.Config().require("syncId"),
    frequency: "daily",
    hour: 3,
    minute: 30,
});

export const scheduleId = nightly.scheduleId;
export const createdAt = nightly.createdAt;
