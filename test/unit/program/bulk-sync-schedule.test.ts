import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { expect } from "chai";
import {
    BulkSyncSchedule,
    BulkSyncSchedulesExclusive,
    Provider,
    type BulkSyncScheduleArgs,
    type Schedule,
} from "../../../provider";
import { LOADER } from "../../../provider/program/loader";
import { packSchedule } from "../../../provider/model/schedule";
import { syncId } from "../support/definitions";
import { isKnown, mockEngine, valueOf, type MockEngine } from "../support/mock-engine";

const type = "pulumi-nodejs:dynamic/polytomic:BulkSyncSchedule";
const scheduleId = "6f4f2f4e-6d3c-4f6f-9d55-0d3a6a9a8f01";
const id = `${syncId}/${scheduleId}`;
const args: BulkSyncScheduleArgs = { syncId, frequency: "daily", hour: 3, minute: "30" };

const answered = {
    frequency: "daily",
    hour: "03",
    minute: "30",
    dayOfWeek: "monday",
    dayOfMonth: "15",
    month: "1",
    selectiveMode: "none",
    syncId,
    syncMode: "normal",
    schemas: ["users"],
    isDefault: false,
    createdAt: "2026-03-01T09:30:00Z",
    createdBy: "u1",
    updatedAt: "2026-03-02T09:30:00Z",
    updatedBy: "u2",
    deletedAt: "2026-03-03T09:30:00Z",
    deletedBy: "u3",
} satisfies Schedule;

const answersNothing = () => mockEngine((inputs) => ({ id, state: inputs }));
const answersSchedule = () =>
    mockEngine((inputs) => ({ id, state: { ...inputs, schedule: packSchedule(answered) } }));

const inputsOf = (request: RegisterResourceRequest | undefined): Record<string, unknown> => ({
    ...request?.getObject()?.toJavaScript(),
});

/** Lets a resource's registration reach the engine. */
async function registrationsOf(engine: MockEngine, ...resources: pulumi.CustomResource[]) {
    await Promise.all(resources.map(({ urn }) => valueOf(urn)));
    return engine.registered.filter((request) => request.getType() === type);
}

/** The same resource as the SDK's own dynamic resources go about it. */
class Twin extends pulumi.dynamic.Resource {
    constructor(name: string, properties: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
        const provider = { create: () => Promise.resolve({ id: "" }) };
        super(provider, name, { ...properties, schedule: undefined }, opts, "polytomic", "BulkSyncSchedule");
    }
}

class Box extends pulumi.ComponentResource {
    constructor(name: string, kind = "Box", parent?: Box) {
        super(`test:index:${kind}`, name, {}, parent && { parent });
    }
}

describe("a declared schedule", () => {
    it("takes no Output in place of its arguments", async () => {
        await answersNothing();
        const declare = () =>
            Reflect.construct(BulkSyncSchedule, ["nightly", pulumi.output(args)]) as unknown;
        expect(declare).to.throw(
            'The arguments of the schedule "nightly" are one Output: give each input its own, as in `hour: args.hour`.',
        );
    });

    it("is registered as the SDK registers a dynamic resource", async () => {
        const engine = await answersNothing();
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

    it("is a custom resource of its own type", async () => {
        const engine = await answersNothing();
        const [request] = await registrationsOf(engine, new BulkSyncSchedule("nightly", args));
        expect(request?.getType()).to.equal(type);
        expect(request?.getName()).to.equal("nightly");
        expect(request?.getCustom()).to.be.true;
    });

    it("registers its inputs as they are written, with the loader and its identity", async () => {
        const engine = await answersNothing();
        const [request] = await registrationsOf(engine, new BulkSyncSchedule("nightly", args));
        const { __identity, ...inputs } = inputsOf(request);
        expect(inputs).to.deep.equal({ ...args, __provider: LOADER });
        expect(__identity).to.match(/^[\w-]{12}$/);
    });

    it("registers no input that is left undefined", async () => {
        const engine = await answersNothing();
        const withHoles = { syncId, frequency: "daily", hour: undefined } as unknown as BulkSyncScheduleArgs;
        const [request] = await registrationsOf(engine, new BulkSyncSchedule("nightly", withHoles));
        expect(inputsOf(request)).to.have.all.keys("syncId", "frequency", "__provider", "__identity");
    });

    it("takes inputs that are other resources' outputs", async () => {
        const engine = await answersNothing();
        const nightly = new BulkSyncSchedule("nightly", { ...args, syncId: pulumi.output(syncId) });
        const [request] = await registrationsOf(engine, nightly);
        expect(inputsOf(request)["syncId"]).to.equal(syncId);
    });

    it("hands the schedule to import on as an input, and keeps it from the engine", async () => {
        const engine = await answersNothing();
        const opts = { import: id, protect: true };
        const [request] = await registrationsOf(engine, new BulkSyncSchedule("nightly", args, opts));
        expect(inputsOf(request)["importId"]).to.equal(id);
        expect(request?.getImportid()).to.equal("");
        expect(request?.getProtect()).to.be.true;
        expect(opts.import).to.equal(id);
    });

    it("hands its time-outs on to the provider", async () => {
        const engine = await answersNothing();
        const customTimeouts = { create: "1m", delete: "2m" };
        const [request] = await registrationsOf(
            engine,
            new BulkSyncSchedule("nightly", args, { customTimeouts }),
        );
        expect(inputsOf(request)["__timeouts"]).to.deep.equal(customTimeouts);
    });
});

/** A component whose constructor declares what its children are to be. */
class Team extends pulumi.ComponentResource {
    constructor(declare: (opts: { parent: Team }) => void, opts: pulumi.ComponentResourceOptions = {}) {
        super("test:index:Team", "team", {}, opts);
        declare({ parent: this });
    }
}

/** What a registration depends on, by resource name: `all`, and each input that brings something. */
function dependenciesOf(request: RegisterResourceRequest): Record<string, string[]> {
    const byInput = request
        .getPropertydependenciesMap()
        .toArray()
        .map(
            ([input]) =>
                [input, request.getPropertydependenciesMap().get(input)?.getUrnsList() ?? []] as const,
        );
    const all = [["all", request.getDependenciesList()] as const, ...byInput];
    const named = all.map(
        ([input, urns]) => [input, urns.map((urn) => urn.split("::").at(-1) ?? "")] as const,
    );
    return Object.fromEntries(named.filter(([, names]) => names.length > 0));
}

describe("what a registration depends on", () => {
    const made = () => new Twin("made", { value: 1 });

    const CASES: Record<
        string,
        {
            declare: (opts: { parent: Team }) => unknown;
            options?: () => pulumi.ComponentResourceOptions;
            expected?: Record<string, Record<string, string[]>>;
        }
    > = {
        "is nothing for schedules of one component": {
            declare: (opts) => ["a", "b", "c"].map((name) => new BulkSyncSchedule(name, args, opts)),
        },
        "is nothing for all that the package adds of its own": {
            declare: (opts) => {
                const all = { ...opts, customTimeouts: { create: "1m" } };
                new BulkSyncSchedule("a", args, { ...all, import: id });
                new BulkSyncSchedule("b", args, { ...all, import: `${syncId}/default` });
                new BulkSyncSchedulesExclusive("c", { syncId, scheduleIds: [scheduleId] }, all);
                new Provider("d", { apiKey: "k", maxConcurrentRequests: 3 }, opts);
                new Provider(
                    "e",
                    { apiKey: pulumi.secret("k"), maxConcurrentRequests: pulumi.output(3) },
                    opts,
                );
            },
        },
        "is nothing for what a component's provider brings along": {
            options: () => ({ provider: new Provider("account", { apiKey: "k" }) }),
            declare: (opts) => ["a", "b"].map((name) => new BulkSyncSchedule(name, args, opts)),
        },
        "is what the program gives as inputs": {
            declare: (opts) => {
                const a = new BulkSyncSchedule("a", args, opts);
                new BulkSyncSchedule("b", { ...args, hour: a.scheduleId.apply(() => 4) }, opts);
                const scheduleIds = [a.scheduleId, scheduleId];
                new BulkSyncSchedulesExclusive("c", { syncId: a.syncId, scheduleIds }, opts);
                const apiKey = a.createdAt.apply(() => "k");
                new Provider("d", { apiKey, maxConcurrentRequests: a.id.apply(() => 3) }, opts);
            },
            expected: {
                b: { all: ["a"], hour: ["a"] },
                c: { all: ["a"], syncId: ["a"], scheduleIds: ["a"] },
                d: {
                    all: ["a"],
                    "polytomic:apiKey": ["a"],
                    "polytomic:maxConcurrentRequests": ["a"],
                },
            },
        },
        "is what the program names in `dependsOn`": {
            declare: (opts) => {
                const dependsOn = made();
                for (const name of ["a", "b"]) new BulkSyncSchedule(name, args, { ...opts, dependsOn });
            },
            expected: { a: { all: ["made"] }, b: { all: ["made"] } },
        },
    };

    for (const [behaviour, { declare, options, expected = {} }] of Object.entries(CASES)) {
        it(behaviour, async () => {
            const engine = await answersNothing();
            new Team(declare, options?.());
            await pulumi.runtime.disconnect();
            const dependencies = engine.registered.map(
                (request) => [request.getName(), dependenciesOf(request)] as const,
            );
            expect(dependencies.map(([name]) => name)).to.include.members(["team", "a", "b"]);
            const some = dependencies.filter(([, found]) => Object.keys(found).length > 0);
            expect(Object.fromEntries(some)).to.deep.equal(expected);
        });
    }
});

function withoutInputs(request: RegisterResourceRequest | undefined) {
    const { object, sourceposition, stacktrace, ...rest } = request?.toObject() ?? {};
    expect([object, sourceposition, stacktrace]).to.have.lengthOf(3);
    return rest;
}

describe("the outputs of a schedule", () => {
    const answeredAlone = Object.entries(answered).filter(([name]) => name !== "syncId");

    for (const [name, value] of answeredAlone) {
        it(`${name} is as the service answered it, where it is not declared`, async () => {
            await answersSchedule();
            const read = BulkSyncSchedule.get("nightly", id);
            const output = Reflect.get(read, name) as pulumi.Output<unknown>;
            expect(pulumi.Output.isInstance(output)).to.be.true;
            expect(await valueOf(output)).to.deep.equal(value);
        });
    }

    it("are as they are declared, where they are, and the answer stands beside them", async () => {
        await answersSchedule();
        const nightly = new BulkSyncSchedule("nightly", args);
        expect(await valueOf(pulumi.all([nightly.hour, nightly.minute, nightly.frequency]))).to.deep.equal([
            3,
            "30",
            "daily",
        ]);
        expect(await valueOf(nightly.syncId)).to.equal(syncId);
        expect(await valueOf(nightly.schedule)).to.deep.equal(answered);
    });

    it("tell both ids from the resource's", async () => {
        await answersSchedule();
        const read = BulkSyncSchedule.get("nightly", id);
        expect(await valueOf(pulumi.all([read.scheduleId, read.syncId]))).to.deep.equal([scheduleId, syncId]);
    });

    it("take an id without a slash as the schedule's, as a user's mocks may answer it", async () => {
        await mockEngine((inputs, name) => ({ id: `${name}_id`, state: inputs }));
        const nightly = new BulkSyncSchedule("nightly", args);
        expect(await valueOf(nightly.scheduleId)).to.equal("nightly_id");
        const read = BulkSyncSchedule.get("weekly", "weekly_id");
        expect(await valueOf(pulumi.all([read.syncId, read.scheduleId]))).to.deep.equal(["", "weekly_id"]);
    });

    it("are undefined under a user's mocks that answer no schedule", async () => {
        await answersNothing();
        const nightly = new BulkSyncSchedule("nightly", { syncId, frequency: "daily" });
        const names = answeredAlone.map(([name]) => name).filter((name) => name !== "frequency");
        for (const name of names) {
            const output = Reflect.get(nightly, name) as pulumi.Output<unknown>;
            expect(await valueOf(output), name).to.be.undefined;
        }
        expect(await valueOf(nightly.schedule)).to.be.undefined;
    });

    it("stay known in the preview of an update as far as id and inputs tell them", async () => {
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

    it("can be declared and answered by two schedules at once without mixing them up", async () => {
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

describe("reading an existing schedule", () => {
    it("asks for it by its id, and declares nothing", async () => {
        const engine = await answersSchedule();
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
        const engine = await answersSchedule();
        const parent = new Box("box");
        await valueOf(BulkSyncSchedule.get("nightly", pulumi.output(id), { parent }).urn);
        expect(engine.read[0]?.getId()).to.equal(id);
        expect(engine.read[0]?.getParent()).to.contain("test:index:Box::box");
    });
});

describe("telling whether something is a schedule", () => {
    it("knows its own and those of another copy of the package", async () => {
        await answersNothing();
        expect(BulkSyncSchedule.isInstance(new BulkSyncSchedule("own", args))).to.be.true;
        expect(BulkSyncSchedule.isInstance(new Twin("other copy's", args))).to.be.true;
    });

    it("is possible by the type that the class names, as typed policies do it", () => {
        expect(Reflect.get(BulkSyncSchedule, "__pulumiType")).to.equal(type);
    });

    it("knows everything else not to be one", async () => {
        await answersNothing();
        const others = [undefined, null, "a", {}, { __pulumiType: type }, new Box("box")];
        expect(others.map((other) => BulkSyncSchedule.isInstance(other))).to.deep.equal(
            others.map(() => false),
        );
    });
});

describe("the identity of a schedule", () => {
    async function identityIn(
        options: Parameters<typeof mockEngine>[1] = {},
        name = "nightly",
        boxes?: readonly string[],
    ): Promise<unknown> {
        const engine = await mockEngine((inputs) => ({ id, state: inputs }), options);
        const parent = boxes?.reduce<Box | undefined>(
            (outer, kind) => new Box("box", kind, outer),
            undefined,
        );
        const opts = parent === undefined ? {} : { parent };
        const [request] = await registrationsOf(engine, new BulkSyncSchedule(name, args, opts));
        return inputsOf(request)["__identity"];
    }

    it("is the same in every run and every release", async () => {
        expect(await identityIn()).to.equal("DPh_dfbE0SXJ");
        expect(await identityIn({}, "nightly", ["Box"])).to.equal("fYU0wchRn7AZ");
    });

    it("is another one for another organization, project, stack, name or parent", async () => {
        const identities = [
            await identityIn(),
            await identityIn({ organization: "other" }),
            await identityIn({ project: "other" }),
            await identityIn({ stack: "other" }),
            await identityIn({}, "other"),
            await identityIn({}, "nightly", ["Box"]),
            await identityIn({}, "nightly", ["Crate"]),
            await identityIn({}, "nightly", ["Box", "Crate"]),
        ];
        expect(new Set(identities).size).to.equal(identities.length);
    });

    it("is left out below a parent of unknown URN, which keeps no child from its registration", async () => {
        const engine = await mockEngine((inputs) => ({ id, state: inputs }), { preview: true });
        const parent = new Twin("parent", {});
        Reflect.set(parent, "urn", pulumi.output(pulumi.unknown));
        const children = [
            new BulkSyncSchedule("child", args, { parent }),
            new Twin("twin", { ...args }, { parent }),
        ];
        const requests = (await registrationsOf(engine, ...children)).filter(
            (request) => request.getName() !== "parent",
        );
        expect(requests.map((request) => request.getName())).to.have.members(["child", "twin"]);
        for (const request of requests) expect(inputsOf(request)).to.not.have.property("__identity");
        expect(new Set(requests.map((request) => request.getParent())).size).to.equal(1);
    });

    it("does not depend on the inputs", async () => {
        const engine = await answersNothing();
        const [a, b] = await registrationsOf(
            engine,
            new BulkSyncSchedule("nightly", args),
            new BulkSyncSchedule("nightly", { syncId: scheduleId, frequency: "manual" }),
        );
        expect(inputsOf(a)["__identity"]).to.be.a("string").and.to.equal(inputsOf(b)["__identity"]);
    });
});
