"use strict";

const pulumi = require("@pulumi/pulumi");
const polytomic = require("pulumi-polytomic");

const weekly = new polytomic.BulkSyncSchedule("weekly", {
    syncId: new pulumi.Config().require("syncId"),
    frequency: "weekly",
    dayOfWeek: "monday",
    hour: 6,
    minute: 45,
});

exports.scheduleId = weekly.scheduleId;
exports.dayOfWeek = weekly.dayOfWeek;
