import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { expect } from "chai";
import { BulkSyncSchedule, type BulkSyncScheduleArgs } from "../../../provider";
import { LOADER } from "../../../provider/program/loader";
import { syncId } from "../support/definitions";
import { valueOf } from "../support/mock-engine";
import {
    args,
    Box,
    engineWithoutSchedule,
    engineWithSchedule,
    id,
    inputsOf,
    registrationsOf,
    Twin,
    type,
} from "../support/resources";

describe("a declared schedule", () => {
    it("takes no Output in place of its arguments", async () => {
        await engineWithoutSchedule();
        const declare = () =>
            Reflect.construct(BulkSyncSchedule, ["nightly", pulumi.output(args)]) as unknown;
        expect(declare).to.throw(
            'The arguments of the schedule "nightly" are one Output: give each input its own, as in `hour: args.hour`.',
        );
    });

    it("is registered as the SDK registers a dynamic resource", async () => {
        const engine = await engineWithoutSchedule();
        const dependency = new Box("first");
        const opts = {
            dependsOn: dependency,
            protect: true,
            ignoreChanges: ["hour"],
            customTimeouts: { create: "1m" },
            aliases: [{ name: "old" }],
        };
        const own = new BulkSyncSchedule("same", args, opts);
        const hidden = { __identity: "mine", __timeouts: { create: "1m" } };
        const twin = new Twin("same", { ...args, ...hidden }, opts);
        const [a, b] = await registrationsOf(engine, own, twin);
        expect(inputsOf(a)).to.have.all.keys(Object.keys(inputsOf(b)));
        for (const request of [a, b])
            expect(inputsOf(request)["__provider"])
                .to.be.a("string")
                .and.match(/^exports\.handler/);
        expect(withoutInputs(a)).to.deep.equal(withoutInputs(b));
    });

    it("registers its inputs as they are written, with the loader and its identity", async () => {
        const engine = await engineWithoutSchedule();
        const [request] = await registrationsOf(engine, new BulkSyncSchedule("nightly", args));
        const { __identity, ...inputs } = inputsOf(request);
        expect(inputs).to.deep.equal({ ...args, __provider: LOADER });
        expect(__identity).to.match(/^[\w-]{12}$/);
    });

    it("registers no input that is left undefined", async () => {
        const engine = await engineWithoutSchedule();
        const withHoles = { syncId, frequency: "daily", hour: undefined } as unknown as BulkSyncScheduleArgs;
        const [request] = await registrationsOf(engine, new BulkSyncSchedule("nightly", withHoles));
        expect(inputsOf(request)).to.have.all.keys("syncId", "frequency", "__provider", "__identity");
    });

    it("takes inputs that are other resources' outputs", async () => {
        const engine = await engineWithoutSchedule();
        const nightly = new BulkSyncSchedule("nightly", { ...args, syncId: pulumi.output(syncId) });
        const [request] = await registrationsOf(engine, nightly);
        expect(inputsOf(request)["syncId"]).to.equal(syncId);
    });

    it("hands the schedule to import on as an input, and keeps it from the engine", async () => {
        const engine = await engineWithoutSchedule();
        const opts = { import: id, protect: true };
        const [request] = await registrationsOf(engine, new BulkSyncSchedule("nightly", args, opts));
        expect(inputsOf(request)["importId"]).to.equal(id);
        expect(request?.getImportid()).to.equal("");
        expect(request?.getProtect()).to.be.true;
        expect(opts.import).to.equal(id);
    });

    it("hands its time-outs on to the provider", async () => {
        const engine = await engineWithoutSchedule();
        const customTimeouts = { create: "1m", delete: "2m" };
        const [request] = await registrationsOf(
            engine,
            new BulkSyncSchedule("nightly", args, { customTimeouts }),
        );
        expect(inputsOf(request)["__timeouts"]).to.deep.equal(customTimeouts);
    });
});

function withoutInputs(request: RegisterResourceRequest | undefined) {
    const { object, sourceposition, stacktrace, ...rest } = request?.toObject() ?? {};
    expect([object, sourceposition, stacktrace]).to.have.lengthOf(3);
    return rest;
}

describe("reading an existing schedule", () => {
    it("asks for it by its id, and declares nothing", async () => {
        const engine = await engineWithSchedule();
        await valueOf(BulkSyncSchedule.get("nightly", id).urn);
        expect(engine.registered).to.deep.equal([]);
        expect(engine.read).to.have.lengthOf(1);
        const [request] = engine.read;
        expect(request?.getId()).to.equal(id);
        expect(request?.getType()).to.equal(type);
        expect(request?.getName()).to.equal("nightly");
        expect(request?.getProperties()?.toJavaScript()).to.deep.equal({ __provider: LOADER });
    });

    it("takes an id that is another resource's output, and options", async () => {
        const engine = await engineWithSchedule();
        const parent = new Box("box");
        await valueOf(BulkSyncSchedule.get("nightly", pulumi.output(id), { parent }).urn);
        expect(engine.read[0]?.getId()).to.equal(id);
        expect(engine.read[0]?.getParent()).to.contain("test:index:Box::box");
    });
});

describe("BulkSyncSchedule.isInstance", () => {
    it("is true for a schedule, also for one of another copy of the package", async () => {
        await engineWithoutSchedule();
        expect(BulkSyncSchedule.isInstance(new BulkSyncSchedule("own", args))).to.be.true;
        expect(BulkSyncSchedule.isInstance(new Twin("other copy's", args))).to.be.true;
    });

    it("goes by the type that the class names, as typed policies do", () => {
        expect(Reflect.get(BulkSyncSchedule, "__pulumiType")).to.equal(type);
    });

    it("is true for what policy packs ask with: an object with a type and nothing else", () => {
        expect(BulkSyncSchedule.isInstance({ __pulumiType: type })).to.be.true;
    });

    it("is false for everything else", async () => {
        await engineWithoutSchedule();
        const others = [undefined, null, "a", {}, { __pulumiType: "aws:s3:Bucket" }, new Box("box")];
        expect(others.map((other) => BulkSyncSchedule.isInstance(other))).to.deep.equal(
            others.map(() => false),
        );
    });
});
