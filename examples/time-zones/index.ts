import * as pulumi from "@pulumi/pulumi";
import * as polytomic from "pulumi-polytomic";

const syncId = new pulumi.Config().require("syncId");
const timeZone = "Europe/Berlin";

// Schedules run in UTC. In summer, these runs start one hour later by the clock in Berlin.
const berlin: polytomic.TimeZoneOptions = { timeZone, utcOffset: "standard" };

const definitions = {
    nightly: polytomic.daily("03:30", berlin),
    "monday-morning": polytomic.weekly("monday", "00:15", berlin),
    "working-days": polytomic.cron("0 9,12,17 * * mon-fri", berlin),
    hourly: polytomic.hourly(15),
};

const schedules = Object.entries(definitions).map(([name, definition]) => {
    const schedule = new polytomic.BulkSyncSchedule(name, { syncId, ...definition });
    if (pulumi.runtime.isDryRun()) {
        const runs = polytomic.nextRuns(definition, { count: 3, timeZone });
        void pulumi.log.info(`next runs: ${runs.join(", ")}`, schedule);
    }
    return schedule;
});

export const scheduleIds = schedules.map(({ scheduleId }) => scheduleId);
export const descriptions = schedules.map(({ description }) => description);
