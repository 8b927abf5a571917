import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { BulkSyncSchedule, daily, weekly } from "../../../provider";
import { syncId } from "./support/definitions";
import { isKnown, mockEngine, valueOf } from "./support/mock-engine";

const id = `${syncId}/6f4f2f4e-6d3c-4f6f-9d55-0d3a6a9a8f01`;
const create = () => mockEngine((inputs) => ({ id: undefined, state: inputs }), { preview: true });
const answers = (schedule: object) => mockEngine((inputs) => ({ id, state: { ...inputs, schedule } }));

describe("the description of a schedule", () => {
    it("is known in the preview of a create", async () => {
        await create();
        const nightly = new BulkSyncSchedule("nightly", {
            syncId,
            frequency: "daily",
            hour: 3,
            minute: "30",
        });
        expect(await valueOf(nightly.description)).to.equal("every day at 03:30 UTC");
    });

    it("tells a helper's time zone, which is no input", async () => {
        const engine = await create();
        const berlin = { timeZone: "Europe/Berlin", utcOffset: "standard" } as const;
        const monday = new BulkSyncSchedule("monday", { syncId, ...weekly("monday", "09:00", berlin) });
        expect(await valueOf(monday.description)).to.equal(
            "every Monday at 08:00 UTC (09:00 in Europe/Berlin in standard time, 10:00 in daylight saving time)",
        );
        await valueOf(monday.urn);
        expect(engine.registered[0]?.getObject()?.toJavaScript()).to.have.all.keys(
            ...["syncId", "frequency", "dayOfWeek", "hour", "minute", "__provider", "__identity"],
        );
    });

    it("waits for inputs that are other resources' outputs", async () => {
        await create();
        const hour = pulumi.output(3);
        const nightly = new BulkSyncSchedule("nightly", { syncId, frequency: "daily", hour, minute: 30 });
        expect(await valueOf(nightly.description)).to.equal("every day at 03:30 UTC");
    });

    it("is unknown where an input is", async () => {
        await create();
        const other = new BulkSyncSchedule("other", { syncId, frequency: "manual" });
        const nightly = new BulkSyncSchedule("nightly", {
            syncId,
            frequency: "daily",
            hour: other.schedule.apply(({ hour }) => hour ?? 3),
        });
        expect(await isKnown(nightly.description)).to.be.false;
    });

    it("stays known where only the bulk sync's id is unknown", async () => {
        await create();
        const other = new BulkSyncSchedule("other", { syncId, frequency: "manual" });
        const nightly = new BulkSyncSchedule("nightly", { syncId: other.scheduleId, ...daily("03:30") });
        expect(await valueOf(nightly.description)).to.equal("every day at 03:30 UTC");
    });

    it("is secret where an input is", async () => {
        await create();
        const hour = pulumi.secret(3);
        const nightly = new BulkSyncSchedule("nightly", { syncId, frequency: "daily", hour, minute: 30 });
        expect(await pulumi.isSecret(nightly.description)).to.be.true;
    });

    it("tells what is declared once it is deployed, too", async () => {
        await answers({ frequency: "daily", hour: "0", minute: "0" });
        const nightly = new BulkSyncSchedule("nightly", { syncId, frequency: "daily" });
        expect(await valueOf(nightly.description)).to.equal("every day, at a time that Polytomic chooses");
    });

    it("tells what was answered of a schedule that is only read", async () => {
        await answers({ frequency: "weekly", dayOfWeek: "Monday", hour: "09", minute: "00", month: "null" });
        const read = BulkSyncSchedule.get("monday", id);
        expect(await valueOf(read.description)).to.equal("every Monday at 09:00 UTC");
    });

    it("is undefined of a read schedule under a user's mocks that answer none", async () => {
        await mockEngine((inputs) => ({ id, state: inputs }));
        expect(await valueOf(BulkSyncSchedule.get("monday", id).description)).to.be.undefined;
    });

    it("tells the registered value where a transformation changed it", async () => {
        await create();
        const nightly = new BulkSyncSchedule(
            "nightly",
            { syncId, frequency: "daily", hour: 3, minute: 30 },
            { transformations: [({ props, opts }) => ({ props: { ...props, hour: 5 }, opts })] },
        );
        expect(await valueOf(nightly.description)).to.equal("every day at 05:30 UTC");
    });
});
