import * as pulumi from "@pulumi/pulumi";
import * as polytomic from "pulumi-polytomic";

const syncId = new pulumi.Config().require("syncId");
const timeZone = "Europe/Berlin";

// Every day at nine by the clocks in Berlin: six schedules, for the months before, between and after their changes.
const morning = new polytomic.LocalTimeSchedule("morning", { syncId, time: "09:00", timeZone });

// Working days, at the end of work. In the weeks around a change of the clocks, some runs are off by an hour.
const evening = new polytomic.LocalTimeSchedule("evening", {
    syncId,
    dayOfWeek: ["monday", "tuesday", "wednesday", "thursday", "friday"],
    time: "17:30",
    timeZone,
    inChangeMonths: "weekdays",
});

// No other schedules: those that somebody makes in the web app are shown, then removed.
const only = new polytomic.BulkSyncSchedulesExclusive("only", {
    syncId,
    scheduleIds: pulumi
        .all([morning.scheduleIds, evening.scheduleIds])
        .apply(([mornings, evenings]) => [...mornings, ...evenings]),
});

export const scheduleIds = only.scheduleIds;
export const descriptions = [morning.description, evening.description];
export const nextRuns = morning.nextRuns({ count: 3 });
