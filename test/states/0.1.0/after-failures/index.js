/** What commands have left that failed, were killed, or found what the next one has to repair. */
const pulumi = require("@pulumi/pulumi");
const polytomic = require("pulumi-polytomic");

const config = new pulumi.Config();
const timeouts = { customTimeouts: { create: "4s" } };
const options = { unconfirmed: timeouts, overdue: timeouts };

// Each has a bulk sync of its own.
for (const name of ["unconfirmed", "crashed", "taken-over", "gone"])
    new polytomic.BulkSyncSchedule(
        name,
        { syncId: config.require(name), frequency: "daily", hour: config.getNumber(`${name}-hour`) ?? 3 },
        options[name],
    );
for (const name of ["overdue", "failed", "crashed-run"])
    new polytomic.BulkSyncExecution(
        name,
        { syncId: config.require(name), triggers: ["first"] },
        options[name],
    );
new polytomic.BulkSyncSchedulesExclusive("exclusive", {
    syncId: config.require("exclusive"),
    scheduleIds: [],
});
