import { expect } from "chai";
import { startEmulator, type Emulator, type Snapshot } from "../src";

/** As from a file. */
const throughJson = (snapshot: Snapshot) => JSON.parse(JSON.stringify(snapshot)) as Snapshot;

const send = async (
    { url, apiKey }: Emulator,
    method: string,
    path: string,
    body?: object,
): Promise<unknown> => {
    const headers = {
        authorization: `Bearer ${apiKey}`,
        "idempotency-key": `key-of-${path.split("/").at(-1)}`,
    };
    const text = body === undefined ? null : JSON.stringify(body);
    const response = await fetch(`${url}/api${path}`, { method, headers, body: text });
    return response.json();
};

describe("an emulator that goes on from another's snapshot", () => {
    let first: Emulator;
    let second: Emulator;

    before(async () => {
        first = await startEmulator({ ids: true });
        const [{ id } = { id: "" }] = first.syncs;
        first.addSchedule(id, { frequency: "daily", hour: "3" });
        first.removeSchedule(id, first.addSchedule(id, { frequency: "manual" }).id);
        await send(first, "POST", `/bulk/syncs/${id}/schedules`, { schedule: { frequency: "continuous" } });
        first.planExecution(id, { runMs: 60_000 });
        await send(first, "POST", `/bulk/syncs/${id}/executions`, {});
        first.addOrganization("Other");
        first.advanceClock(3_600_000);
        second = await startEmulator({ snapshot: throughJson(first.snapshot()), refusals: 422 });
    });

    after(() => Promise.all([first.close(), second.close()]));

    it("has the same accounts, bulk syncs, schedules and executions", async () => {
        const { apiKey, partnerKey, deploymentKey, organizationId, userId, syncs } = first;
        expect(second).to.include({ apiKey, partnerKey, deploymentKey, organizationId, userId });
        expect(second.syncs).to.deep.equal(syncs);
        expect(Object.values(second.snapshot().executions).flat()).to.have.length(1);
        for (const { id } of syncs) {
            expect(second.schedules(id)).to.deep.equal(first.schedules(id));
            for (const path of [`/bulk/syncs/${id}/executions`, `/bulk/syncs/${id}`, "/me"])
                expect(await send(second, "GET", path)).to.deep.equal(await send(first, "GET", path));
        }
    });

    it("behaves like it where no option says otherwise", () => {
        const { behaviour } = second.snapshot();
        expect(behaviour).to.include({ ids: true, refusals: 422 });
    });

    it("repeats its responses to idempotency keys", async () => {
        const [{ id } = { id: "" }] = first.syncs;
        const create = () =>
            send(second, "POST", `/bulk/syncs/${id}/schedules`, { schedule: { frequency: "continuous" } });
        const before = second.schedules(id).length;
        expect(await create()).to.have.nested.property("data.frequency", "continuous");
        expect(second.schedules(id)).to.have.length(before);
    });

    it("goes on at the same time, and leaves the snapshot alone", () => {
        const snapshot = first.snapshot();
        expect(second.snapshot().nowMs).to.be.closeTo(snapshot.nowMs, 5_000);
        expect(snapshot.nowMs - Date.now()).to.be.greaterThan(3_500_000);
        const [{ id } = { id: "" }] = first.syncs;
        const { length } = snapshot.store.schedules;
        first.addSchedule(id, { frequency: "manual" });
        first.set({ ids: false });
        expect(snapshot.store.schedules).to.have.length(length);
        expect(snapshot.behaviour.ids).to.equal(true);
    });

    it("lists bulk syncs that are added later after those of the snapshot", () => {
        const { id } = second.addSync();
        const listed = second.snapshot().store.syncs.map((sync) => Date.parse(sync.createdAt));
        expect(second.syncs.at(-1)?.id).to.equal(id);
        expect(listed.at(-1)).to.equal(Math.min(...listed));
    });
});
