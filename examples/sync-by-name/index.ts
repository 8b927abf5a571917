import * as pulumi from "@pulumi/pulumi";
import * as polytomic from "pulumi-polytomic";

const sync = polytomic.getBulkSyncOutput({ name: new pulumi.Config().require("syncName") });

const weekdays = new polytomic.BulkSyncSchedule("weekdays", {
    syncId: sync.id,
    frequency: "custom",
    minute: 0,
    hour: 4,
    dayOfWeek: "1-5",
});

export const scheduleId = weekdays.scheduleId;
export const isActive = sync.active;
