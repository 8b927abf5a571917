import * as pulumi from "@pulumi/pulumi";
import { SyncSchedules } from "./sync-schedules";

const orders = new SyncSchedules("orders", {
    syncId: new pulumi.Config().require("syncId"),
    schedules: {
        nightly: { frequency: "daily", hour: 1, minute: 15 },
        "working-hours": { frequency: "custom", minute: "*/20", hour: "8-17", dayOfWeek: "1-5" },
    },
});

export const scheduleIds = orders.scheduleIds;
