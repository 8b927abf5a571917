import * as pulumi from "@pulumi/pulumi";
import * as polytomic from "pulumi-polytomic";

const syncId = new pulumi.Config().require("syncId");

// Each key is the name of a resource: changing a key replaces the schedule.
const definitions = {
    "working-hours": { frequency: "custom", minute: "*/20", hour: "8-17", dayOfWeek: "1-5" },
    nightly: { frequency: "daily", hour: 1, minute: 15 },
    weekend: { frequency: "weekly", dayOfWeek: "saturday", hour: 6, minute: 0 },
} satisfies Record<string, polytomic.BulkSyncScheduleTiming>;

const schedules = Object.entries(definitions).map(
    ([name, definition]) => new polytomic.BulkSyncSchedule(name, { syncId, ...definition }),
);

export const scheduleIds = schedules.map(({ scheduleId }) => scheduleId);
export const frequencies = schedules.map(({ frequency }) => frequency);
