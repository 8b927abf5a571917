import { expect } from "chai";
import { LOOKUPS, type Reads } from "../../../../provider/program/functions/results";
import { ServiceError } from "../../../../provider/api/errors";
import { originAt } from "../../support/client";
import { syncId } from "../../support/definitions";

const otherId = "6f4f2f4e-6d3c-4f6f-9d55-0d3a6a9a8f01";

/** An account that has these bulk syncs. */
const accountWith = (...names: string[]): Reads => ({
    listBulkSyncs: () =>
        Promise.resolve(names.map((name, index) => ({ id: `id-${index + 1}`, name, schedules: [] }))),
    bulkSyncs: {
        get: (id) => Promise.resolve({ id, name: names[0] ?? "", active: true, schedules: [] }),
    },
    listSchedules: () => Promise.resolve([{ scheduleId: "s", frequency: "daily", isDefault: true }]),
    executions: {
        list: (_id, limit) => Promise.resolve([{ id: "run", status: "completed", recordCount: limit }]),
        status: () => Promise.resolve({ lastExecution: { id: "run", status: "failed" } }),
    },
});

const messageOf = async (lookup: Promise<unknown>): Promise<string> => {
    const failure: unknown = await lookup.then(
        () => "succeeded",
        (error: unknown) => error,
    );
    return failure instanceof Error ? failure.message : String(failure);
};

describe("looking up a bulk sync", () => {
    const of = (args: object, account: Reads = accountWith("Nightly", "Salesforce to Snowflake")) =>
        LOOKUPS.getBulkSync(account, { ...args });

    it("finds it by its id or by its name, without its schedules", async () => {
        expect(await of({ id: syncId })).to.deep.equal({ id: syncId, name: "Nightly", active: true });
        expect(await of({ name: "Salesforce to Snowflake" })).to.deep.equal({
            id: "id-2",
            name: "Salesforce to Snowflake",
        });
    });

    const refusals: [object, string][] = [
        [{}, "getBulkSync takes either `id` or `name`."],
        [{ id: syncId, name: "Nightly" }, "getBulkSync takes either `id` or `name`."],
        [{ name: "" }, '`name` of getBulkSync: "" is not allowed. It takes the exact name of a bulk sync.'],
        [{ name: 7 }, "`name` of getBulkSync: 7 is not allowed. It takes the exact name of a bulk sync."],
        [
            { id: "Nightly" },
            '`id` of getBulkSync: "Nightly" is not allowed. It takes the id of the bulk sync, a UUID such as ' +
                "248df4b7-aa70-47b8-a036-33ac447e668d. To look it up by name, write " +
                'polytomic.getBulkSyncOutput({ name: "Nightly" }).id.',
        ],
    ];
    for (const [args, message] of refusals)
        it(`refuses ${JSON.stringify(args)}`, async () => {
            expect(await messageOf(of(args))).to.equal(message);
        });

    it("names the three nearest where none has the name, in whatever case", async () => {
        const account = accountWith("Zebra", "NIGHTLY", "nightly2", "Nights", "Nightly 3");
        expect(await messageOf(of({ name: "nightly" }, account))).to.equal(
            'could not look up bulk sync "nightly": none of the account\'s 5 has this name, which must be exact. The ' +
                'nearest: "NIGHTLY", "nightly2", "Nights".',
        );
    });

    it("says that an account is empty", async () => {
        expect(await messageOf(of({ name: "nightly" }, accountWith()))).to.equal(
            'could not look up bulk sync "nightly": the account has no bulk sync. Check that the API key belongs to ' +
                "its organization.",
        );
    });

    it("lists the ids of several that share the name", async () => {
        expect(await messageOf(of({ name: "Twin" }, accountWith("Twin", "Other", "Twin")))).to.equal(
            'could not look up bulk sync "Twin": there are 2 of this name, with the ids id-1, id-3. Rename all but one ' +
                "of them in Polytomic, or say which one is meant by its id: getBulkSync({ id }).",
        );
    });

    it("looks once more at the first page for a name that it does not find", async () => {
        const [older, newer] = [accountWith("Nightly"), accountWith("Moved", "Nightly")];
        const account: Reads = {
            ...older,
            listBulkSyncs: (active, deadline, isNew) =>
                (isNew ? newer : older).listBulkSyncs(active, deadline),
        };
        expect(await of({ name: "Moved" }, account)).to.deep.equal({ id: "id-1", name: "Moved" });
    });

    it("reports the service's error, and what to do", async () => {
        const origin = originAt("https://p.example.com");
        const facts = { method: "GET", path: `/api/bulk/syncs/${otherId}`, attempts: 1, origin };
        const account = {
            ...accountWith(),
            bulkSyncs: { get: () => Promise.reject(new ServiceError(404, facts)) },
        };
        expect(await messageOf(of({ id: otherId }, account))).to.equal(
            `could not look up bulk sync ${otherId}: GET /api/bulk/syncs/${otherId} returned 404. Check the bulk ` +
                "sync's id, and that the API key belongs to its organization. Called https://p.example.com (from " +
                "POLYTOMIC_DEPLOYMENT_URL) with the key from POLYTOMIC_API_KEY.",
        );
    });
});

describe("looking up bulk syncs", () => {
    const of = (args: Record<string, unknown>) => LOOKUPS.getBulkSyncs(accountWith("A", "B"), args);

    it("lists them without their schedules", async () => {
        const syncs = [
            { id: "id-1", name: "A" },
            { id: "id-2", name: "B" },
        ];
        expect(await of({})).to.deep.equal({ syncs });
    });

    it("refuses a filter that is neither true nor false", async () => {
        expect(await messageOf(of({ active: "yes" }))).to.equal(
            '`active` of getBulkSyncs: "yes" is not allowed. It takes true or false.',
        );
    });
});

describe("looking up a bulk sync's runs", () => {
    it("gives the status, and the last executions", async () => {
        const account = accountWith("A");
        expect(await LOOKUPS.getBulkSyncStatus(account, { syncId })).to.deep.equal({
            active: true,
            lastExecution: { executionId: "run", status: "failed" },
        });
        const executions = [{ executionId: "run", status: "completed", recordCount: 10 }];
        expect(await LOOKUPS.getBulkSyncExecutions(account, { syncId })).to.deep.equal({ executions });
    });

    for (const limit of [0, 1.5, 1001, "10"])
        it(`refuses the limit ${JSON.stringify(limit)}`, async () => {
            expect(
                await messageOf(LOOKUPS.getBulkSyncExecutions(accountWith("A"), { syncId, limit })),
            ).to.equal(
                `\`limit\` of getBulkSyncExecutions: ${JSON.stringify(limit)} is not allowed. It takes a whole number from 1 ` +
                    "to 1000.",
            );
        });
});

describe("looking up a bulk sync's schedules", () => {
    it("gives each the id that Pulumi knows it by", async () => {
        const { schedules } = await LOOKUPS.getBulkSyncSchedules(accountWith("A"), { syncId });
        expect(schedules).to.deep.equal([
            { id: `${syncId}/s`, scheduleId: "s", syncId, frequency: "daily", isDefault: true },
        ]);
    });

    it("refuses what is no id", async () => {
        expect(await messageOf(LOOKUPS.getBulkSyncSchedules(accountWith("A"), {}))).to.equal(
            "`syncId` of getBulkSyncSchedules: undefined is not allowed. It takes the id of the bulk sync, a UUID such " +
                "as 248df4b7-aa70-47b8-a036-33ac447e668d.",
        );
    });
});
