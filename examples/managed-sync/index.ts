import * as pulumi from "@pulumi/pulumi";
import * as polytomic from "pulumi-polytomic";
import { ManagedSync } from "./managed-sync";

const config = new pulumi.Config();

const orders = new ManagedSync("orders", {
    syncId: config.require("syncId"),
    paused: config.requireBoolean("paused"),
    schedules: {
        nightly: polytomic.daily("03:30"),
        monday: polytomic.weekly("monday", "06:00"),
    },
});

export const scheduleIds = orders.scheduleIds;
