import { expect } from "chai";
import { startEmulator, type Emulator } from "../../../emulator/src";
import { Account } from "../../../provider/api/account";
import { Deadline } from "../../../provider/api/deadline";
import { accountOfRun } from "../../../provider/program/functions/results";

describe("an account", () => {
    let emulator: Emulator;
    let account: Account;

    beforeEach(async () => {
        emulator = await startEmulator({ syncs: 51 });
        const environment = { POLYTOMIC_API_KEY: emulator.apiKey, POLYTOMIC_DEPLOYMENT_URL: emulator.url };
        account = new Account(() => undefined, environment);
    });

    afterEach(() => emulator.close());

    const listBulkSyncs = () => account.listBulkSyncs(undefined, new Deadline());
    const paths = () => emulator.requests.map(({ method, path }) => `${method} ${path}`);

    it("reads its bulk syncs once, however many calls need them", async () => {
        const [first, second] = await Promise.all([listBulkSyncs(), listBulkSyncs()]);
        expect(first.map(({ name }) => name)).to.deep.equal(emulator.syncs.map(({ name }) => name));
        expect([second, await listBulkSyncs()]).to.deep.equal([first, first]);
        expect(paths()).to.have.length(2);
    });

    it("lets the service filter the active ones", async () => {
        const idle = emulator.addSync({ active: false });
        expect((await account.listBulkSyncs(false, new Deadline())).map(({ id }) => id)).to.deep.equal([
            idle.id,
        ]);
        expect(await account.listBulkSyncs(true, new Deadline())).to.have.length(51);
        expect(paths()).to.have.length(3);
    });

    it("does not keep a failure", async () => {
        emulator.fault({ kind: "status", status: 403 });
        const failure: unknown = await listBulkSyncs().catch((error: unknown) => error);
        expect(failure).to.be.an("error").with.property("message").that.contains("returned 403");
        expect(await listBulkSyncs()).to.have.length(51);
    });

    for (const ids of [true, false])
        it(`returns a bulk sync's schedules with all their fields, ${ids ? "with" : "without"} ids in responses`, async () => {
            emulator.set({ ids });
            const syncId = emulator.syncs[0]?.id ?? "";
            const made = [
                { frequency: "hourly", minute: "15", selectiveMode: "none" },
                { frequency: "daily", hour: "3", minute: "0" },
            ].map((fields) => emulator.addSchedule(syncId, fields));
            const schedules = await account.listSchedules(syncId, new Deadline());
            expect(schedules.map(({ scheduleId }) => scheduleId)).to.deep.equal(made.map(({ id }) => id));
            expect(schedules[0]).to.include({ selectiveMode: "none", isDefault: true, syncMode: "normal" });
            expect(schedules[1]).to.include({ frequency: "daily", hour: "3", isDefault: false, syncId });
            await account.listSchedules(syncId, new Deadline());
            expect(paths()).to.have.members([
                `GET /api/bulk/syncs/${syncId}`,
                `GET /api/bulk/syncs/${syncId}/schedules`,
            ]);
        });
});

describe("the account of a run", () => {
    const withKey = (key: string) => (key === "polytomic:apiKey" ? "k" : undefined);

    it("is one for each holder of a key in each run", () => {
        const [run, nextRun, provider] = [{}, {}, {}];
        const ours = accountOfRun(run, undefined, withKey);
        expect(accountOfRun(run, undefined, withKey)).to.equal(ours);
        expect(accountOfRun(run, provider, withKey)).not.to.equal(ours);
        expect(accountOfRun(nextRun, undefined, withKey)).not.to.equal(ours);
    });
});
