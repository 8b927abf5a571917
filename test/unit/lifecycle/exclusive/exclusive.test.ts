import { expect } from "chai";
import { startEmulator, type Emulator } from "../../../../emulator/src";
import {
    createExclusive,
    readExclusive,
    updateExclusive,
} from "../../../../provider/lifecycle/exclusive/exclusive";
import { ResourceRegistry } from "../../../../provider/lifecycle/process/registry";
import { ProviderContext, type Call } from "../../../../provider/lifecycle/process/context";
import { EXCLUSIVE_LOADER } from "../../../../provider/program/loader";
import { Deadline } from "../../../../provider/api/deadline";

const callIn = (context: ProviderContext): Call => ({ context, deadline: new Deadline(60_000) });
const HOURLY = { frequency: "hourly", minute: "15" };
const WEEKLY = { frequency: "weekly", dayOfWeek: "monday", hour: "3" };

describe("a bulk sync with exactly the declared schedules", () => {
    let emulator: Emulator;
    let syncId: string;
    /** The default schedule, a declared one, and one that nobody declared. */
    let [standard, ours, undeclaredId] = ["", "", ""];
    let state: Record<string, unknown>;
    let inputs: Record<string, unknown>;
    const warnings: string[] = [];

    beforeEach(async () => {
        warnings.length = 0;
        emulator = await startEmulator();
        syncId = emulator.syncs[0]?.id ?? "";
        [standard = "", ours = "", undeclaredId = ""] = [{ frequency: "manual" }, WEEKLY, HOURLY].map(
            (fields) => emulator.addSchedule(syncId, fields).id,
        );
        inputs = { __provider: EXCLUSIVE_LOADER, syncId, scheduleIds: [ours] };
        state = { ...(await createExclusive(callIn(newRun()), inputs)).outs };
    });

    afterEach(() => emulator.close());

    /** A provider process of its own, as each command of Pulumi has. */
    const newRun = (apiKey = emulator.apiKey) =>
        new ProviderContext(
            new ResourceRegistry(),
            () => undefined,
            { POLYTOMIC_API_KEY: apiKey, POLYTOMIC_DEPLOYMENT_URL: emulator.url },
            (line) => warnings.push(line),
        );
    const refresh = async (context = newRun()) => {
        const refreshed = await readExclusive(callIn(context), syncId, state);
        state = { ...refreshed.props };
        return refreshed;
    };
    const update = async (context = newRun(), news: object = {}) => {
        const { outs } = await updateExclusive(callIn(context), state, { ...inputs, ...news });
        state = { ...outs };
    };
    const held = () => emulator.schedules(syncId).map(({ id }) => id);
    const messageOf = async (operation: Promise<unknown>) => {
        const failure: unknown = await operation.then(
            () => "succeeded",
            (error: unknown) => error,
        );
        return failure instanceof Error ? failure.message : String(failure);
    };

    it("is created without removing or recording what else is there", () => {
        expect(held()).to.deep.equal([standard, ours, undeclaredId]);
        expect(state).to.deep.equal({
            ...inputs,
            undeclared: {},
            __organizationId: emulator.organizationId,
        });
        expect(warnings).to.have.length(2);
        expect(warnings[1]).to.contain(
            `keeps its default schedule, which is not declared: ${standard} (the default schedule, only on demand, `,
        );
        expect(warnings[0]).to.contain(
            `has schedules that are not declared: ${undeclaredId} (every hour at minute 15, created `,
        );
    });

    it("is not enforced by an update before a refresh has shown what is there", async () => {
        await update(newRun(), { scheduleIds: [] });
        expect(held()).to.deep.equal([standard, ours, undeclaredId]);
    });

    it("shows undeclared schedules after a refresh, in words, among inputs and outputs", async () => {
        const { id, inputs: found, props } = await refresh();
        const [, , { createdAt } = { createdAt: "" }] = emulator.schedules(syncId);
        const undeclared = { [undeclaredId]: `every hour at minute 15, created ${createdAt}` };
        expect(id).to.equal(syncId);
        expect(found).to.deep.equal({ ...inputs, undeclared });
        expect(props).to.deep.include({ ...inputs, undeclared });
        expect(held()).to.deep.equal([standard, ours, undeclaredId]);
    });

    it("is enforced by the update after that, which leaves nothing to show", async () => {
        await refresh();
        await update();
        expect(held()).to.deep.equal([standard, ours]);
        expect(state).to.deep.include({ undeclared: {}, __shown: {} });
        expect((await refresh()).inputs).to.deep.equal(inputs);
    });

    it("keeps the default schedule unless it is asked to remove it", async () => {
        inputs = { ...inputs, includeDefault: true };
        await update();
        expect((await refresh()).inputs?.["undeclared"]).to.have.all.keys(standard, undeclaredId);
        expect(state["undeclared"])
            .to.have.property(standard)
            .that.matches(/^the default schedule, only on demand, /);
        await update(newRun(), { includeDefault: false });
        expect(held()).to.deep.equal([standard, ours]);
        await refresh();
        await update(newRun(), { includeDefault: true });
        await refresh();
        await update();
        expect(held()).to.deep.equal([ours]);
    });

    it("keeps what came or changed after it was shown", async () => {
        await refresh();
        const later = emulator.addSchedule(syncId, HOURLY).id;
        emulator.advanceClock(1_000);
        emulator.editSchedule(syncId, undeclaredId, { minute: "30" });
        await update();
        expect(held()).to.deep.equal([standard, ours, undeclaredId, later]);
        await refresh();
        await update();
        expect(held()).to.deep.equal([standard, ours]);
    });

    it("removes what the refresh of the same run was the first to find only in the next run", async () => {
        const run = newRun();
        await refresh(run);
        await update(run);
        expect(held()).to.deep.equal([standard, ours, undeclaredId]);
        const nextRun = newRun();
        await refresh(nextRun);
        await update(nextRun);
        expect(held()).to.deep.equal([standard, ours]);
    });

    it("counts one that was changed since the last refresh as found anew", async () => {
        await refresh();
        emulator.advanceClock(1_000);
        emulator.editSchedule(syncId, undeclaredId, { minute: "30" });
        const run = newRun();
        await refresh(run);
        await update(run);
        expect(held()).to.deep.equal([standard, ours, undeclaredId]);
    });

    it("does not report one that was declared until now, which its resource may be about to delete", async () => {
        await refresh();
        warnings.length = 0;
        await update(newRun(), { scheduleIds: [] });
        expect(held()).to.deep.equal([standard, ours]);
        expect(warnings).to.deep.equal([]);
    });

    it("keeps one that is declared by now", async () => {
        await refresh();
        await update(newRun(), { scheduleIds: [ours, undeclaredId] });
        expect(held()).to.deep.equal([standard, ours, undeclaredId]);
    });

    it("keeps one that another resource of the stack has", async () => {
        await refresh();
        const run = newRun();
        run.registry.claim(undeclaredId, "another");
        await update(run);
        expect(held()).to.deep.equal([standard, ours, undeclaredId]);
    });

    it("accepts that somebody else has removed one", async () => {
        await refresh();
        emulator.removeSchedule(syncId, undeclaredId);
        await update();
        expect(held()).to.deep.equal([standard, ours]);
    });

    it("removes nothing with the key of another organization, and says so", async () => {
        await refresh();
        const other = emulator.addOrganization();
        expect(await messageOf(update(newRun(other.apiKey)))).to.equal(
            `could not remove undeclared schedules of bulk sync ${syncId}: GET /api/bulk/syncs/${syncId} returned 404 ` +
                "(not_found: bulk sync not found). Check the bulk sync's id, and that the API key belongs to its organization. " +
                `Called ${emulator.url} (from POLYTOMIC_DEPLOYMENT_URL) with the key from POLYTOMIC_API_KEY.`,
        );
        expect(await messageOf(refresh(newRun(other.apiKey)))).to.equal(
            `could not find bulk sync ${syncId} of organization ${emulator.organizationId} with an API key of organization ` +
                `${other.id}. Nothing was changed. Check the address, and use a key of the bulk sync's organization; if the bulk sync was deleted, ` +
                `remove the resource from the stack with \`pulumi state delete\`. Called ${emulator.url} (from ` +
                "POLYTOMIC_DEPLOYMENT_URL) with the key from POLYTOMIC_API_KEY.",
        );
        expect(held()).to.deep.equal([standard, ours, undeclaredId]);
    });

    it("is gone with its bulk sync, where the key would see it", async () => {
        emulator.removeSync(syncId);
        expect(await readExclusive(callIn(newRun()), syncId, state)).to.deep.equal({});
        const unsure = readExclusive(callIn(newRun()), syncId, inputs);
        expect(await messageOf(unsure)).to.match(
            /^could not find bulk sync \S+ of organization \(unknown\) with an API key of organization /,
        );
    });

    it("goes on where a removal failed, with what is left", async () => {
        emulator.addSchedule(syncId, HOURLY);
        await refresh();
        emulator.fault({ kind: "status", method: "DELETE", status: 403, skip: 1 });
        const message = await messageOf(update());
        expect(message)
            .to.match(/^could not remove schedule [-0-9a-f]{36} of bulk sync /)
            .and.contain("returned 403");
        expect(held()).to.have.length(3);
        await update();
        expect(held()).to.deep.equal([standard, ours]);
    });
});
