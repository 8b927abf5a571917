import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { BulkSyncSchedule, daily, weekly } from "../../../provider";
import { syncId } from "../support/definitions";
import { isKnown, mockEngine, valueOf } from "../support/mock-engine";

const id = `${syncId}/6f4f2f4e-6d3c-4f6f-9d55-0d3a6a9a8f01`;
const create = () => mockEngine((inputs) => ({ id: undefined, state: inputs }), { preview: true });
const engineWith = (schedule: object) => mockEngine((inputs) => ({ id, state: { ...inputs, schedule } }));

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

    it("names a helper's time zone, which is no input", async () => {
        const engine = await create();
        const berlin = { timeZone: "Europe/Berlin", utcOffset: "standard" } as const;
        const monday = new BulkSyncSchedule("monday", { syncId, ...weekly("monday", "09:00", berlin) });
        expect(await valueOf(monday.description)).to.equal(
            "every Monday at 08:00 UTC (09:00 in Europe/Berlin at UTC+01:00, 10:00 at UTC+02:00)",
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

    it("is that of the declared fields after the deployment, too", async () => {
        await engineWith({ frequency: "daily", hour: "0", minute: "0" });
        const nightly = new BulkSyncSchedule("nightly", { syncId, frequency: "daily" });
        expect(await valueOf(nightly.description)).to.equal("every day, at a time that Polytomic chooses");
    });

    it("is that of the response for a schedule that is only read", async () => {
        await engineWith({
            frequency: "weekly",
            dayOfWeek: "Monday",
            hour: "09",
            minute: "00",
            month: "null",
        });
        const read = BulkSyncSchedule.get("monday", id);
        expect(await valueOf(read.description)).to.equal("every Monday at 09:00 UTC");
    });

    it("is undefined for a read schedule under a user's mocks that return none", async () => {
        await mockEngine((inputs) => ({ id, state: inputs }));
        expect(await valueOf(BulkSyncSchedule.get("monday", id).description)).to.be.undefined;
    });

    it("is that of the registered value where a transformation changed it", async () => {
        await create();
        const nightly = new BulkSyncSchedule(
            "nightly",
            { syncId, frequency: "daily", hour: 3, minute: 30 },
            { transformations: [({ props, opts }) => ({ props: { ...props, hour: 5 }, opts })] },
        );
        expect(await valueOf(nightly.description)).to.equal("every day at 05:30 UTC");
    });
});

for (const preview of [true, false]) {
    const registers = (change: (inputs: Readonly<Record<string, unknown>>) => Record<string, unknown>) =>
        mockEngine((inputs) => ({ id: preview ? undefined : id, state: change(inputs) }), { preview });
    const declare = (opts: pulumi.CustomResourceOptions = {}) =>
        new BulkSyncSchedule("nightly", { syncId, frequency: "daily", hour: 3 }, opts);

    describe(`a schedule that the engine registers with other inputs, ${preview ? "in a preview" : "deployed"}`, () => {
        it("is described with an input that was added, and has it", async () => {
            await registers((inputs) => ({ ...inputs, minute: 45 }));
            const nightly = declare();
            expect(await valueOf(nightly.description)).to.equal("every day at 03:45 UTC");
            expect(await valueOf(nightly.minute)).to.equal(45);
        });

        it("is described so, too, if the description is read after the registration", async () => {
            await registers((inputs) => ({ ...inputs, minute: 45 }));
            const nightly = declare();
            await valueOf(nightly.urn);
            expect(await valueOf(nightly.description)).to.equal("every day at 03:45 UTC");
        });

        it("is described with an input that was changed, and has it", async () => {
            await registers((inputs) => ({ ...inputs, hour: 5 }));
            const nightly = declare();
            expect(await valueOf(nightly.description)).to.equal(
                "every day, in the hour from 05:00 UTC, at a minute that Polytomic chooses",
            );
            expect(await valueOf(nightly.hour)).to.equal(5);
        });

        it("is described without an input that was removed", async () => {
            await registers((inputs) => ({ ...inputs, hour: undefined }));
            expect(await valueOf(declare().description)).to.equal(
                "every day, at a time that Polytomic chooses",
            );
        });

        it("is described with a time zone, too", async () => {
            await registers((inputs) => ({ ...inputs, frequency: "weekly", dayOfWeek: "monday" }));
            const berlin = { timeZone: "Europe/Berlin", utcOffset: "standard" } as const;
            const nightly = new BulkSyncSchedule("nightly", { syncId, ...daily("09:00", berlin) });
            expect(await valueOf(nightly.description)).to.equal(
                "every Monday at 08:00 UTC (09:00 in Europe/Berlin at UTC+01:00, 10:00 at UTC+02:00)",
            );
        });

        it("keeps an added secret secret", async () => {
            await registers((inputs) => ({ ...inputs, minute: pulumi.secret(45) }));
            const nightly = declare();
            for (const output of [nightly.description, nightly.minute])
                expect(await pulumi.isSecret(output)).to.be.true;
            expect(await valueOf(nightly.description)).to.equal("every day at 03:45 UTC");
        });

        it("makes no secret of its times because something else is secret", async () => {
            await registers((inputs) => ({ ...inputs, syncId: pulumi.secret(syncId) }));
            expect(await pulumi.isSecret(declare().description)).to.be.false;
        });
    });
}

describe("the outputs of a schedule that depend on how it is registered", () => {
    it("ask the engine once for each schedule, and only when a program reads them", async () => {
        const engine = await mockEngine((inputs) => ({ id, state: inputs }));
        const declare = (name: string) => new BulkSyncSchedule(name, { syncId, frequency: "daily", hour: 3 });
        const [read, unread] = [declare("read"), declare("unread")];
        await valueOf(pulumi.all([unread.hour, unread.createdAt, read.description, read.description]));
        await valueOf(pulumi.all([read.minute, read.dayOfWeek]));
        const asked = engine.invoked.map((request) => request.getArgs()?.toJavaScript());
        expect(asked).to.deep.equal([{ urn: await valueOf(read.urn) }]);
    });

    it("do not ask it for a schedule that is only read", async () => {
        const engine = await engineWith({ frequency: "daily", hour: "9", minute: "0" });
        const read = BulkSyncSchedule.get("read", id);
        expect(await valueOf(pulumi.all([read.description, read.hour]))).to.deep.equal([
            "every day at 09:00 UTC",
            "9",
        ]);
        expect(engine.invoked).to.deep.equal([]);
    });

    it("are as declared under a user's mocks that return no inputs", async () => {
        await mockEngine(() => ({ id, state: {} }));
        const nightly = new BulkSyncSchedule("nightly", { syncId, frequency: "daily", hour: 3 });
        expect(await valueOf(nightly.description)).to.equal(
            "every day, in the hour from 03:00 UTC, at a minute that Polytomic chooses",
        );
        expect(await valueOf(nightly.minute)).to.be.undefined;
    });

    it("are unknown in a preview if an added input is, and only those that depend on it", async () => {
        const unknown = pulumi.runtime.unknownValue;
        await mockEngine((inputs) => ({ id: undefined, state: { ...inputs, minute: unknown, month: 1 } }), {
            preview: true,
        });
        const nightly = new BulkSyncSchedule("nightly", { syncId, frequency: "custom", hour: 3 });
        expect(await isKnown(nightly.description)).to.be.false;
        expect(await isKnown(nightly.minute)).to.be.false;
        expect(await valueOf(nightly.month)).to.equal(1);
    });
});
