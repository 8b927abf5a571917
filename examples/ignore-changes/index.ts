import * as pulumi from "@pulumi/pulumi";
import * as polytomic from "pulumi-polytomic";

// The program decides about the minute. The hour is where it starts: the team changes it in the web app.
const nightly = new polytomic.BulkSyncSchedule(
    "nightly",
    { syncId: new pulumi.Config().require("syncId"), frequency: "daily", hour: 3, minute: 30 },
    { ignoreChanges: ["hour"] },
);

export const scheduleId = nightly.scheduleId;
