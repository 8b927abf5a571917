import { expect } from "chai";
import fc from "fast-check";
import {
    bulkSyncPageSchema,
    bulkSyncSchema,
    errorSchema,
    keyOwnerSchema,
    scheduleSchema,
    scheduleListSchema,
} from "../../../provider/api/schemas";

/** The example that the service's reference shows of a created schedule. */
const published = {
    frequency: "daily",
    createdAt: "2024-01-15T09:30:00Z",
    createdBy: "248df4b7-aa70-47b8-a036-33ac447e668d",
    dayOfMonth: "15",
    dayOfWeek: "wednesday",
    deletedAt: "null",
    deletedBy: "null",
    hour: "14",
    isDefault: true,
    minute: "30",
    month: "null",
    schemas: ["user_data", "transaction_records"],
    selectiveMode: "none",
    syncId: "248df4b7-aa70-47b8-a036-33ac447e668d",
    syncMode: "normal",
};

describe("the schedule in a response", () => {
    const read = (raw: unknown) => scheduleSchema.parse({ data: raw });

    it("is what the reference shows, without what stands for nothing", () => {
        const { deletedAt, deletedBy, month, ...schedule } = published;
        expect([deletedAt, deletedBy, month]).to.deep.equal(["null", "null", "null"]);
        expect(read(published)).to.deep.equal({ schedule });
    });

    for (const absent of ["null", "", null, undefined]) {
        it(`has no field where ${absent === "" ? "an empty text" : String(absent)} is returned`, () => {
            const nothing = Object.fromEntries(Object.keys(published).map((name) => [name, absent]));
            expect(read({ ...nothing, frequency: "manual", id: absent })).to.deep.equal({
                schedule: { frequency: "manual" },
            });
        });
    }

    it("has its id beside it, where one is returned", () => {
        expect(read({ frequency: "manual", id: "s1" })).to.deep.equal({
            id: "s1",
            schedule: { frequency: "manual" },
        });
    });

    it("holds texts where numbers are returned", () => {
        expect(read({ frequency: "daily", hour: 0, minute: 30 }).schedule).to.deep.equal({
            frequency: "daily",
            hour: "0",
            minute: "30",
        });
    });

    it("names a person by their id", () => {
        const person = { id: "u1", name: "Ada", type: "user" };
        expect(
            read({ frequency: "daily", createdBy: person, updatedBy: "u2", deletedBy: "u3" }).schedule,
        ).to.deep.equal({
            frequency: "daily",
            createdBy: "u1",
            updatedBy: "u2",
            deletedBy: "u3",
        });
        expect(read({ frequency: "daily", createdBy: {} }).schedule).to.deep.equal({ frequency: "daily" });
    });

    for (const [returned, isDefault] of [
        [true, true],
        [false, false],
        ["true", true],
        ["false", false],
        ["null", undefined],
        [1, undefined],
    ] as const) {
        it(`has ${String(isDefault)} as isDefault where ${JSON.stringify(returned)} is returned`, () => {
            expect(read({ frequency: "daily", isDefault: returned }).schedule.isDefault).to.equal(isDefault);
        });
    }

    it("leaves out values of another shape", () => {
        expect(
            read({ frequency: "daily", hour: {}, schemas: "all", createdAt: true }).schedule,
        ).to.deep.equal({
            frequency: "daily",
        });
        expect(read({ frequency: "daily", schemas: ["a", 1, null] }).schedule.schemas).to.deep.equal(["a"]);
    });

    it("leaves out unknown fields", () => {
        expect(read({ frequency: "daily", colour: "blue" }).schedule).to.deep.equal({ frequency: "daily" });
    });

    for (const [what, response] of [
        ["no object", "daily"],
        ["nothing", undefined],
        ["no data", { frequency: "daily" }],
        ["data that is null", { data: null }],
        ["a list", { data: [published] }],
        ["a schedule without a frequency", { data: { hour: "3" } }],
        ["a frequency that stands for nothing", { data: { frequency: "null" } }],
    ] as const) {
        it(`is not ${what}`, () => {
            expect(scheduleSchema.safeParse(response).success).to.be.false;
        });
    }

    it("holds neither null nor undefined nor the text null, whatever is returned", () => {
        const value = fc.oneof(fc.anything(), fc.constantFrom("null", "", null, undefined));
        const raw = fc.record(Object.fromEntries(Object.keys(published).map((name) => [name, value])));
        fc.assert(
            fc.property(raw, (response) => {
                const { schedule } = read({ ...response, frequency: "daily" });
                for (const kept of Object.values(schedule))
                    expect([null, undefined, "", "null"]).not.to.include(kept);
            }),
        );
    });
});

describe("a list of schedules", () => {
    it("is read in its order", () => {
        const list = scheduleListSchema.parse({
            data: [{ frequency: "daily", id: "b" }, { frequency: "manual" }],
        });
        expect(list).to.deep.equal([
            { id: "b", schedule: { frequency: "daily" } },
            { schedule: { frequency: "manual" } },
        ]);
    });

    it("may be empty", () => {
        expect(scheduleListSchema.parse({ data: [] })).to.deep.equal([]);
    });

    it("may be null if it is empty", () => {
        expect(scheduleListSchema.parse({ data: null })).to.deep.equal([]);
        expect(bulkSyncPageSchema.parse({ data: null, pagination: {} }).data).to.deep.equal([]);
    });

    it("is not one that is missing, or holds something else", () => {
        expect(scheduleListSchema.safeParse({}).success).to.be.false;
        expect(scheduleListSchema.safeParse({ data: [{}] }).success).to.be.false;
    });
});

describe("a bulk sync", () => {
    const read = (raw: unknown) => bulkSyncSchema.parse({ data: raw });

    it("lists its default schedule and its additional ones with their ids", () => {
        const { schedules, ...sync } = read({
            id: "sync",
            name: "Nightly",
            default_schedule: {
                id: "s1",
                frequency: "weekly",
                day_of_week: "monday",
                day_of_month: "null",
                hour: "03",
                created_at: "2024-01-15T09:30:00Z",
                created_by: { id: "u1", name: "Ada", type: "user" },
            },
            additional_schedules: [{ id: "s2", frequency: "manual", selective_mode: "none" }],
        });
        expect(sync).to.deep.equal({ id: "sync", name: "Nightly" });
        const [first, second] = schedules;
        expect(first).to.deep.include({
            id: "s1",
            fields: { frequency: "weekly", dayOfWeek: "monday", hour: "03" },
            presentFields: ["frequency", "hour", "dayOfWeek", "dayOfMonth"],
        });
        expect(first?.schedule).to.deep.equal({
            ...first?.fields,
            createdAt: "2024-01-15T09:30:00Z",
            createdBy: "u1",
        });
        expect(second).to.deep.equal({
            id: "s2",
            fields: { frequency: "manual", selectiveMode: "none" },
            presentFields: ["frequency", "selectiveMode"],
            schedule: { frequency: "manual", selectiveMode: "none" },
        });
    });

    it("has a schedule once, even where it is the default and an additional one", () => {
        const { schedules } = read({
            default_schedule: { id: "s1", frequency: "daily" },
            additional_schedules: [
                { id: "s1", frequency: "daily" },
                { id: "s2", frequency: "daily" },
            ],
        });
        expect(schedules.map(({ id }) => id)).to.deep.equal(["s1", "s2"]);
    });

    it("leaves out entries without an id, and those that are not objects", () => {
        const { schedules } = read({
            default_schedule: null,
            additional_schedules: [null, "s1", { frequency: "daily" }, { id: "null" }, { id: "s2" }],
        });
        expect(schedules.map(({ id }) => id)).to.deep.equal(["s2"]);
    });

    it("says which of its schedules is the default one", () => {
        const { schedules } = read({
            default_schedule: { id: "s1", frequency: "daily" },
            additional_schedules: [{ id: "s2", frequency: "daily" }, { id: "s1" }],
        });
        expect(schedules.map(({ isDefault }) => isDefault)).to.deep.equal([true, undefined]);
    });

    it("has its other facts, as far as they are returned", () => {
        const facts = { name: "Nightly", active: false, mode: "replicate" };
        const raw = {
            ...facts,
            organization_id: "o1",
            source_connection_id: "c1",
            destination_connection_id: "null",
            created_at: "2024-01-15T09:30:00Z",
            updated_by: { id: "u1", name: "Ada", type: "user" },
            policies: [],
        };
        expect(read(raw)).to.deep.equal({
            ...facts,
            organizationId: "o1",
            sourceConnectionId: "c1",
            createdAt: "2024-01-15T09:30:00Z",
            updatedBy: "u1",
            schedules: [],
        });
    });

    it("may list schedules without ids, which it does not name", () => {
        const unnamed = { frequency: "daily" };
        const nested = [
            { default_schedule: unnamed },
            { additional_schedules: [{ ...unnamed, id: "s1" }, unnamed] },
        ];
        for (const raw of nested) expect(read(raw).hasUnidentified).to.be.true;
        expect(read({ default_schedule: null, additional_schedules: [] }).hasUnidentified).to.be.undefined;
        expect(read({ additional_schedules: [null, "s1", 3, []] }).hasUnidentified).to.be.undefined;
    });

    it("has no schedules where it lists none", () => {
        expect(read({})).to.deep.equal({ schedules: [] });
        expect(read({ additional_schedules: "none" })).to.deep.equal({ schedules: [] });
    });

    it("is not any other value", () => {
        expect(bulkSyncSchema.safeParse({ data: [] }).success).to.be.false;
        expect(bulkSyncSchema.safeParse({ schedules: [] }).success).to.be.false;
    });
});

describe("who a key belongs to", () => {
    it("is a user of an organization", () => {
        const data = { id: "u1", organization_id: "o1", email: "ada@example.com" };
        expect(keyOwnerSchema.parse({ data })).to.deep.equal({ userId: "u1", organizationId: "o1" });
    });

    it("may be known in part", () => {
        expect(keyOwnerSchema.parse({ data: { id: null, organization_id: "o1" } })).to.deep.equal({
            organizationId: "o1",
        });
        expect(keyOwnerSchema.parse({ data: {} })).to.deep.equal({});
    });
});

describe("the error in a response", () => {
    it("has a key and a message, as far as they are returned", () => {
        expect(errorSchema.parse({ key: "bad", message: "hour is odd", status: 400 })).to.deep.equal({
            key: "bad",
            message: "hour is odd",
        });
        const { key, message } = errorSchema.parse({ message: null });
        expect([key, message]).to.deep.equal([undefined, undefined]);
        expect(errorSchema.safeParse("oops").success).to.be.false;
    });
});
