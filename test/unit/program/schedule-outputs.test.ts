import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { BulkSyncSchedule } from "../../../provider";
import { syncId } from "../support/definitions";
import { isKnown, mockEngine, valueOf } from "../support/mock-engine";
import {
    args,
    engineWithoutSchedule,
    engineWithSchedule,
    id,
    returned,
    scheduleId,
} from "../support/resources";

describe("the outputs of a schedule", () => {
    const notDeclared = Object.entries(returned).filter(([name]) => name !== "syncId");

    it("are as the service returned them, where they are not declared", async () => {
        await engineWithSchedule();
        const read = BulkSyncSchedule.get("nightly", id);
        for (const [name, value] of notDeclared) {
            const output = Reflect.get(read, name) as pulumi.Output<unknown>;
            expect(pulumi.Output.isInstance(output), name).to.be.true;
            expect(await valueOf(output), name).to.deep.equal(value);
        }
    });

    it("are as declared where they are declared, with what the service returned in `schedule`", async () => {
        await engineWithSchedule();
        const nightly = new BulkSyncSchedule("nightly", args);
        expect(await valueOf(pulumi.all([nightly.hour, nightly.minute, nightly.frequency]))).to.deep.equal([
            3,
            "30",
            "daily",
        ]);
        expect(await valueOf(nightly.syncId)).to.equal(syncId);
        expect(await valueOf(nightly.schedule)).to.deep.equal(returned);
    });

    it("include both ids, from the resource's id", async () => {
        await engineWithSchedule();
        const read = BulkSyncSchedule.get("nightly", id);
        expect(await valueOf(pulumi.all([read.scheduleId, read.syncId]))).to.deep.equal([scheduleId, syncId]);
    });

    it("take an id without a slash, as a user's mocks may return it, as the schedule's", async () => {
        await mockEngine((inputs, name) => ({ id: `${name}_id`, state: inputs }));
        const nightly = new BulkSyncSchedule("nightly", args);
        expect(await valueOf(nightly.scheduleId)).to.equal("nightly_id");
        const read = BulkSyncSchedule.get("weekly", "weekly_id");
        expect(await valueOf(pulumi.all([read.syncId, read.scheduleId]))).to.deep.equal(["", "weekly_id"]);
    });

    it("are undefined under a user's mocks that return no schedule", async () => {
        await engineWithoutSchedule();
        const nightly = new BulkSyncSchedule("nightly", { syncId, frequency: "daily" });
        const names = notDeclared.map(([name]) => name).filter((name) => name !== "frequency");
        for (const name of names) {
            const output = Reflect.get(nightly, name) as pulumi.Output<unknown>;
            expect(await valueOf(output), name).to.be.undefined;
        }
        expect(await valueOf(nightly.schedule)).to.be.undefined;
    });

    it("stay known in the preview of an update as far as they follow from id and inputs", async () => {
        await mockEngine((inputs) => ({ id, state: inputs }), { preview: true });
        const nightly = new BulkSyncSchedule("nightly", args);
        expect(await valueOf(nightly.scheduleId)).to.equal(scheduleId);
        expect(await valueOf(nightly.hour)).to.equal(3);
        expect(await isKnown(nightly.createdAt)).to.be.false;
        expect(await isKnown(nightly.dayOfWeek)).to.be.false;
    });

    it("are not known in the preview of a create, but for the inputs", async () => {
        await mockEngine((inputs) => ({ id: undefined, state: inputs }), { preview: true });
        const nightly = new BulkSyncSchedule("nightly", args);
        expect(await valueOf(nightly.syncId)).to.equal(syncId);
        expect(await isKnown(nightly.scheduleId)).to.be.false;
        expect(await isKnown(nightly.createdAt)).to.be.false;
    });

    it("are each schedule's own where there are several", async () => {
        await mockEngine((inputs, name) => ({
            id: `${syncId}/${name}`,
            state: { ...inputs, schedule: { hour: name } },
        }));
        const declared = new BulkSyncSchedule("1", { ...args, hour: 7 });
        const left = new BulkSyncSchedule("2", { syncId, frequency: "daily" });
        expect(await valueOf(pulumi.all([declared.hour, left.hour]))).to.deep.equal([7, "2"]);
        expect(await valueOf(pulumi.all([declared.scheduleId, left.scheduleId]))).to.deep.equal(["1", "2"]);
    });
});
