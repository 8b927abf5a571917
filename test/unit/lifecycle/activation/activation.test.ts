import { expect } from "chai";
import {
    createActivation,
    deactivate,
    readActivation,
    updateActivation,
} from "../../../../provider/lifecycle/activation/activation";
import { checkActivation } from "../../../../provider/lifecycle/activation/check";
import { ResourceRegistry } from "../../../../provider/lifecycle/process/registry";
import { noticeInactive } from "../../../../provider/lifecycle/schedule/notices";
import { ACTIVATION_LOADER } from "../../../../provider/program/loader";
import { BulkSyncWorld, errorOf } from "../../support/bulk-sync-world";

describe("whether a bulk sync is active", () => {
    let world: BulkSyncWorld;
    let inputs: Record<string, unknown>;

    beforeEach(async () => {
        world = await BulkSyncWorld.open();
        inputs = { __provider: ACTIVATION_LOADER, syncId: world.syncId, active: false };
    });
    afterEach(() => world.emulator.close());

    const isActive = () => world.emulator.snapshot().store.syncs[0]?.active;
    const create = async () => (await createActivation(world.call(), inputs)).outs;
    const otherKey = () => world.emulator.addOrganization("Other").apiKey;

    it("is set by a create, which keeps the organization", async () => {
        const { id, outs } = await createActivation(world.call(), {
            ...inputs,
            __timeouts: { create: "1m" },
        });
        expect(isActive()).to.equal(false);
        expect(id).to.equal(world.syncId);
        expect(outs).to.deep.equal({
            ...inputs,
            __timeouts: { create: "1m" },
            __organizationId: world.emulator.organizationId,
        });
    });

    it("is set by an update, which keeps the organization and makes one request", async () => {
        const olds = await create();
        world.emulator.clearRequests();
        const { outs } = await updateActivation(world.call(), olds, { ...inputs, active: true });
        expect(isActive()).to.equal(true);
        expect(outs).to.deep.equal({ ...olds, active: true });
        expect(world.requests()).to.deep.equal(["POST /activate"]);
    });

    for (const kind of ["reset-before-write", "reset-after-write", "half-response"] as const)
        it(`is set in spite of ${kind}`, async () => {
            world.emulator.fault({ method: "POST", path: "/activate", kind, times: 3 });
            await create();
            expect(isActive()).to.equal(false);
        });

    it("is read as it is, among inputs and outputs", async () => {
        const state = await create();
        await updateActivation(world.call(), state, { ...inputs, active: true });
        expect(await readActivation(world.call(), world.syncId, state)).to.deep.equal({
            id: world.syncId,
            props: { ...state, active: true },
            inputs: { ...inputs, active: true },
        });
    });

    it("is read anew after a write of the same run, whether that succeeds or fails", async () => {
        const state = await create();
        const context = world.newRun();
        const read = async () =>
            (await readActivation(world.call({ context }), world.syncId, state)).props?.["active"];
        expect(await read()).to.equal(false);
        await updateActivation(world.call({ context }), state, { ...inputs, active: true });
        expect(await read()).to.equal(true);
        world.emulator.fault({ method: "POST", path: "/activate", kind: "status", status: 403, write: true });
        await errorOf(updateActivation(world.call({ context }), state, inputs));
        expect(await read()).to.equal(false);
    });

    it("is gone with the bulk sync, also after an update", async () => {
        const { outs: state } = await updateActivation(world.call(), await create(), inputs);
        world.emulator.removeSync(world.syncId);
        expect(await readActivation(world.call(), world.syncId, state)).to.deep.equal({});
    });

    it("is not gone for a key of another organization", async () => {
        const state = await create();
        const call = world.call({ context: world.newRun(otherKey()) });
        expect((await errorOf(readActivation(call, world.syncId, state))).message).to.match(
            /^could not find bulk sync \S+ of organization \S+ with an API key of organization /,
        );
    });

    for (const [active, verb] of [
        [true, "activate"],
        [false, "deactivate"],
    ] as const)
        it(`says that it could not ${verb}`, async () => {
            world.emulator.fault({
                method: "POST",
                path: "/activate",
                kind: "status",
                status: 403,
                times: 2,
            });
            const pattern = new RegExp(`^could not ${verb} bulk sync \\S+: POST \\S+ returned 403`);
            const news = { ...inputs, active };
            expect((await errorOf(createActivation(world.call(), news))).message).to.match(pattern);
            expect((await errorOf(updateActivation(world.call(), {}, news))).message).to.match(pattern);
        });

    describe("when the resource is deleted, with onDelete", () => {
        let state: Record<string, unknown>;

        beforeEach(async () => {
            inputs = { ...inputs, active: true, onDelete: "deactivate" };
            state = await create();
        });

        it("is no more", async () => {
            await deactivate(world.call(), state);
            expect(isActive()).to.equal(false);
        });

        it("does not matter once the bulk sync is deleted", async () => {
            world.emulator.removeSync(world.syncId);
            await deactivate(world.call(), state);
        });

        it("does matter to a key of another organization: nothing was deactivated", async () => {
            const call = world.call({ context: world.newRun(otherKey()) });
            expect((await errorOf(deactivate(call, state))).message).to.match(
                /^could not find bulk sync \S+ of organization \S+ with an API key of organization /,
            );
            expect(isActive()).to.equal(true);
        });

        it("does matter where a proxy returns 404, and the bulk sync is there", async () => {
            world.emulator.fault({ method: "POST", path: "/activate", kind: "status", status: 404 });
            expect((await errorOf(deactivate(world.call(), state))).message).to.match(
                /^could not deactivate bulk sync \S+: POST \S+ returned 404/,
            );
        });

        it("does matter after any other error", async () => {
            world.emulator.fault({ method: "POST", path: "/activate", kind: "status", status: 403 });
            expect((await errorOf(deactivate(world.call(), state))).message).to.match(
                /^could not deactivate bulk sync \S+: POST \S+ returned 403/,
            );
        });
    });
});

describe("the inputs of an activation", () => {
    const syncId = "248df4b7-aa70-47b8-a036-33ac447e668d";
    const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const check = (news: object) => checkActivation({}, { ...news }, new ResourceRegistry());

    const rows: readonly (readonly [args: object, ...failures: string[]])[] = [
        [{ syncId, active: true }],
        [{ syncId, active: false, onDelete: "deactivate" }],
        [{ syncId: UNKNOWN, active: UNKNOWN, onDelete: UNKNOWN }],
        [{ syncId, active: true, onDelete: null }],
        [{}, "syncId is missing. It takes", "active is missing. It takes true or false."],
        [
            { syncId: "a", active: "no" },
            'syncId: "a" is not',
            'active: "no" is not allowed. It takes true or false.',
        ],
        [{ syncId, active: 1 }, "active: 1 is not allowed. It takes true or false."],
        [
            { syncId, active: true, onDelete: "activate" },
            'onDelete: "activate" is not allowed. It takes "deactivate", or nothing',
        ],
        [{ syncId, active: true, ondelete: 1 }, 'unknown property "ondelete". Did you mean "onDelete"?'],
    ];
    for (const [args, ...expected] of rows)
        it(`are ${expected.length === 0 ? "right" : "refused"}: ${JSON.stringify(args)}`, () => {
            const { failures } = check(args);
            expect(failures).to.have.length(expected.length);
            for (const [index, failure] of failures.entries()) expect(failure).to.contain(expected[index]);
        });

    it("silence the warning about an inactive bulk sync, in whatever case its id is written", async () => {
        const world = await BulkSyncWorld.open();
        try {
            await createActivation(world.call(), { syncId: world.syncId, active: false });
            const context = world.newRun();
            checkActivation({}, { syncId: world.syncId.toUpperCase(), active: false }, context.registry);
            await noticeInactive(world.call({ context }), world.syncId);
            expect(world.lines).to.deep.equal([]);
            await noticeInactive(world.call(), world.syncId);
            expect(world.lines).to.have.length(1);
        } finally {
            await world.emulator.close();
        }
    });
});
