import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { BulkSyncSchedule, BulkSyncSchedulesExclusive } from "../../../provider";
import { EXCLUSIVE_LOADER } from "../../../provider/program/loader";
import { syncId } from "../support/definitions";
import { mockEngine, valueOf } from "../support/mock-engine";

const create = (inputs: object, name: string) => ({ id: `${syncId}/${name}-id`, state: inputs });

describe("a declaration of a bulk sync's schedules", () => {
    it("registers what is declared, and depends on the schedules that it names", async () => {
        const engine = await mockEngine(create);
        const nightly = new BulkSyncSchedule("nightly", { syncId, frequency: "daily" });
        const exclusive = new BulkSyncSchedulesExclusive(
            "all",
            { syncId, scheduleIds: [nightly.scheduleId] },
            { customTimeouts: { update: "1m" } },
        );
        await valueOf(exclusive.urn);
        const request = engine.registered.find((registered) => registered.getName() === "all");
        expect(request?.getType()).to.equal("pulumi-nodejs:dynamic/polytomic:BulkSyncSchedulesExclusive");
        expect(request?.getObject()?.toJavaScript()).to.deep.equal({
            __provider: EXCLUSIVE_LOADER,
            __timeouts: { update: "1m" },
            syncId,
            scheduleIds: ["nightly-id"],
        });
        expect(request?.getDependenciesList()).to.deep.equal([await valueOf(nightly.urn)]);
    });

    it("has its inputs as outputs, and what a refresh found", async () => {
        const undeclared = { a: "daily" };
        await mockEngine((inputs, name) => ({ id: name, state: { ...inputs, undeclared } }));
        const exclusive = new BulkSyncSchedulesExclusive("all", { syncId, scheduleIds: ["b"] });
        expect(await valueOf(exclusive.undeclared)).to.deep.equal(undeclared);
        expect(await valueOf(exclusive.scheduleIds)).to.deep.equal(["b"]);
        expect(BulkSyncSchedulesExclusive.isInstance(exclusive)).to.equal(true);
        expect(pulumi.resourceType(exclusive)).to.equal(BulkSyncSchedulesExclusive.__pulumiType);
        expect(BulkSyncSchedule.isInstance(exclusive)).to.equal(false);
    });
});
