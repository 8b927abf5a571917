/** A user's own test of a component under Pulumi's mocks. `mocks.test.ts` has each runner run a copy of it. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { describe, it } from "mocha";
import * as polytomic from "pulumi-polytomic";
import { SyncSchedules } from "../../../examples/component/sync-schedules";

const registered = new Map<string, object>();

const mocks: pulumi.runtime.Mocks = {
    newResource: ({ type, name, inputs }) => {
        const declared = Object.entries(inputs as object).filter(([input]) => !input.startsWith("__"));
        registered.set(`${type.split(":").at(-1) ?? ""} ${name}`, Object.fromEntries(declared));
        return { id: `orders-sync/${name}-id`, state: inputs as object };
    },
    call: ({ token }) => {
        assert.equal(token, "polytomic:index:getBulkSync");
        return { id: "orders-sync" };
    },
};

const valueOf = <T>(output: pulumi.Output<T>): Promise<T> => new Promise((resolve) => output.apply(resolve));

describe("SyncSchedules", () => {
    it("declares its schedules, and that the bulk sync has no others", async () => {
        await pulumi.runtime.setMocks(mocks, "project", "stack");
        const orders = new SyncSchedules("orders", {
            syncId: polytomic.getBulkSyncOutput({ name: "Orders" }).id,
            schedules: {
                nightly: { frequency: "daily", hour: 1, minute: 15 },
                monday: polytomic.weekly("monday", "09:00"),
            },
        });
        const scheduleIds = ["orders-nightly-id", "orders-monday-id"];
        assert.deepEqual(await valueOf(orders.scheduleIds), scheduleIds);
        const syncId = "orders-sync";
        assert.deepEqual(Object.fromEntries(registered), {
            "SyncSchedules orders": {},
            "BulkSyncSchedule orders-nightly": { syncId, frequency: "daily", hour: 1, minute: 15 },
            "BulkSyncSchedule orders-monday": {
                syncId,
                frequency: "weekly",
                dayOfWeek: "monday",
                hour: 9,
                minute: 0,
            },
            "BulkSyncSchedulesExclusive orders": { syncId, scheduleIds },
        });
    });
});
