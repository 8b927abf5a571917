import { expect } from "chai";
import type { FaultRule } from "../../emulator/src";
import { LOADER } from "../../provider/program/loader";
import { InitFailed, type Properties } from "./support/provider-process";
import { World } from "./support/world";

const FAULTS: Record<string, Omit<FaultRule, "method">> = {
    "a reset": { kind: "reset-before-write", times: 3 },
    "half an answer": { kind: "half-response", times: 3 },
    "503": { kind: "status", status: 503, times: 3 },
};

const OLD_CODE = "exports.handler = () => ({ delete: async () => undefined });";

/** What a hand-written dynamic resource leaves in state, once an alias has moved it to ours. */
describe("state of another provider", () => {
    let world: World;
    let scheduleId: string;

    const open = async (options: Parameters<typeof World.open>[0] = {}) => {
        world = await World.open(options);
        world.emulator.addSchedule(world.syncId, { frequency: "hourly", minute: "15" });
        const fields = { frequency: "daily", hour: "03", minute: "30" };
        scheduleId = world.emulator.addSchedule(world.syncId, fields).id;
    };

    afterEach(() => world.close());

    const inherit = (id: string, more: Properties = {}) => {
        const properties = {
            __provider: OLD_CODE,
            frequency: "daily",
            hour: "03",
            minute: "30",
            ...more,
        };
        world.engine.state.set("nightly", { id, inputs: properties, outs: properties, failedToInit: false });
    };
    const inheritBare = (more: Properties = {}) => {
        inherit(scheduleId, { syncId: world.syncId, ...more });
    };
    const kept = () => world.engine.state.get("nightly");
    const requests = () => world.emulator.requests.map(({ method }) => method);
    const failureOf = (work: Promise<unknown>) => work.then(() => "no failure", String);
    const composite = () => `${world.syncId}/${scheduleId}`;
    const held = () => world.schedules().find(({ id }) => id === scheduleId);

    for (const ids of [false, true]) {
        it(`is taken over with reads alone, and a refresh makes its id whole (${ids ? "with" : "without"} ids)`, async () => {
            await open({ ids });
            inheritBare({ apiKey: "secret" });
            await world.engine.up({ nightly: world.daily(3) });
            expect(new Set(requests())).to.deep.equal(new Set(["GET"]));
            expect(kept()?.outs).to.include({
                __provider: LOADER,
                __organizationId: world.emulator.organizationId,
            });
            expect(kept()?.outs).not.to.have.property("apiKey");
            expect(kept()?.id).to.equal(scheduleId);
            expect(await world.engine.refresh()).to.be.true;
            expect(kept()?.id).to.equal(composite());
            expect(await world.engine.refresh()).to.be.false;
            world.emulator.clearRequests();
            await world.engine.up({ nightly: world.daily(3) });
            expect(requests()).to.deep.equal([]);
        });
    }

    it("may have the bulk sync's id under another name, or in the resource's id", async () => {
        await open();
        inherit(scheduleId, { bulkSync: world.syncId });
        await world.engine.up({ nightly: world.daily(3) });
        inherit(composite(), { bulkSync: world.syncId });
        await world.engine.up({ nightly: world.daily(3) });
        expect(new Set(requests())).to.deep.equal(new Set(["GET"]));
        expect(kept()?.outs).to.include({ syncId: world.syncId, __provider: LOADER });
    });

    it("works with the old id as long as nobody refreshes", async () => {
        await open();
        inheritBare();
        await world.engine.up({ nightly: world.daily(3) });
        await world.engine.up({ nightly: world.daily(4) });
        expect(held()?.hour).to.equal("4");
        await world.engine.destroy();
        expect(held()).to.be.undefined;
        expect(world.schedules()).to.have.length(1);
    });

    const changes: Record<string, [Properties, () => Properties]> = {
        "the program has changed": [{}, () => world.daily(4)],
        "the service holds something else": [{ hour: "04" }, () => world.daily(4)],
        "an input has left the program": [
            { dayOfWeek: "monday" },
            () => {
                world.emulator.editSchedule(world.syncId, scheduleId, { dayOfWeek: "monday" });
                return world.daily(3);
            },
        ],
    };
    for (const [change, [more, declare]] of Object.entries(changes)) {
        it(`is written where ${change}`, async () => {
            await open();
            inheritBare(more);
            const nightly = declare();
            await world.engine.up({ nightly });
            expect(requests().filter((method) => method !== "GET")).to.deep.equal(["PUT"]);
            expect(held()).to.include({ hour: String(nightly["hour"]), minute: "30" });
            expect(held()?.dayOfWeek).to.be.undefined;
            expect(kept()?.outs).to.include({ syncId: world.syncId, __provider: LOADER });
        });
    }

    for (const [name, rule] of Object.entries(FAULTS)) {
        it(`is taken over through ${name}`, async () => {
            await open();
            inheritBare();
            world.emulator.fault({ method: "GET", ...rule });
            await world.engine.up({ nightly: world.daily(3) });
            expect(new Set(requests())).to.deep.equal(new Set(["GET"]));
            expect(kept()?.outs).to.include({ syncId: world.syncId, __provider: LOADER });
        });
    }

    it("is ours once its first write has left open what happened", async () => {
        await open();
        inheritBare();
        world.emulator.fault({ method: "PUT", kind: "reset-after-write", times: Infinity });
        const declared = { nightly: world.daily(4, { __timeouts: { update: "2s" } }) };
        expect(await world.engine.up(declared).catch((error: unknown) => error)).to.be.instanceOf(InitFailed);
        expect(kept()?.outs).to.include({ __provider: LOADER, hour: "03" });
        world.emulator.clearFaults();
        await world.engine.up({ nightly: world.daily(3) });
        expect(held()?.hour).to.equal("3");
    });

    it("that names no schedule is left alone", async () => {
        await open();
        inherit("nightly", { syncId: world.syncId });
        expect(await failureOf(world.engine.up({ nightly: world.daily(3) }))).to.equal(
            `Error: could not find schedule nightly of bulk sync ${world.syncId}, which is what this resource has in state. ` +
                "If that is not the id of its schedule, or the schedule is gone, take the resource out of the stack with " +
                "`pulumi state delete`; then give the schedule's id in the `import` option, or run `pulumi up` to create it " +
                "anew.",
        );
        expect(kept()?.outs).to.include({ __provider: OLD_CODE });
        expect(new Set(requests())).to.deep.equal(new Set(["GET"]));
    });

    it("is left alone with another organization's key", async () => {
        await open();
        inheritBare();
        await world.restart(world.emulator.addOrganization("Other").apiKey);
        expect(await failureOf(world.engine.up({ nightly: world.daily(3) }))).to.contain(
            "could not find schedule",
        );
        expect(kept()?.outs).to.include({ __provider: OLD_CODE });
    });

    it("is replaced where the program names another bulk sync", async () => {
        await open();
        inheritBare();
        const other = world.emulator.syncs[1]?.id ?? "";
        await world.engine.up({ nightly: world.daily(3, { syncId: other }) });
        expect(world.emulator.schedules(other)).to.have.length(1);
        expect(kept()?.id).to.equal(`${other}/${world.emulator.schedules(other)[0]?.id ?? ""}`);
    });
});

describe("state that holds the service's answer as an object", () => {
    it("is no change, and a refresh makes a text of it", async () => {
        const world = await World.open();
        try {
            const declared = { nightly: world.daily(3) };
            await world.engine.up(declared);
            const kept = world.engine.state.get("nightly");
            if (!kept) throw new Error("not created");
            const schedule = JSON.parse(String(kept.outs["schedule"])) as unknown;
            world.engine.state.set("nightly", { ...kept, outs: { ...kept.outs, schedule } });
            world.emulator.clearRequests();
            await world.engine.up(declared);
            expect(world.emulator.requests).to.deep.equal([]);
            await world.engine.refresh();
            expect(world.engine.state.get("nightly")?.outs).to.deep.equal(kept.outs);
        } finally {
            await world.close();
        }
    });
});
