import { expect } from "chai";
import type { Emulator, StoredSchedule } from "../../src";
import { daily, dataOf, firstSync, idOf, list, record, send, start, syncPath } from "../support";

const weekly = { frequency: "weekly", day_of_week: "monday", hour: "5", minute: "0" };
const perTable = { frequency: "hourly", minute: "15", schemas: ["users"], resync_mode: "refetch" };

function put(emulator: Emulator, body: unknown) {
    return send(emulator, syncPath(emulator), { method: "PUT", body });
}

/** A default schedule and two additional ones. */
function populate(emulator: Emulator): [StoredSchedule, StoredSchedule, StoredSchedule] {
    const syncId = firstSync(emulator);
    return [
        emulator.addSchedule(syncId, { ...daily.schedule, selectiveMode: "none", schemas: ["all"] }),
        emulator.addSchedule(syncId, {
            frequency: "hourly",
            minute: "0",
            schemas: ["users"],
            syncMode: "resync",
        }),
        emulator.addSchedule(syncId, { frequency: "continuous" }),
    ];
}

const parsed = (text: string): unknown => JSON.parse(text);

describe("PUT on a bulk sync", () => {
    it("replaces the default schedule by a new one where it is sent without its id", async () => {
        const emulator = await start();
        const [standard] = populate(emulator);
        for (const id of [undefined, null, "248df4b7-aa70-47b8-a036-33ac447e668d"]) {
            const { status } = await put(emulator, { default_schedule: { ...weekly, id } });
            expect(status).to.equal(200);
            const [replaced, ...others] = emulator.schedules(firstSync(emulator));
            expect(others).to.deep.equal([]);
            expect(replaced).to.deep.include({
                frequency: "weekly",
                dayOfWeek: "monday",
                isDefault: true,
                schemas: [],
            });
            expect(replaced?.id).to.not.be.oneOf([standard.id, id]);
            expect(replaced?.createdAt).to.not.equal(undefined);
        }
    });

    it("keeps its id in that case where asked for", async () => {
        const emulator = await start({ replacedDefault: "same-id" });
        const [standard] = populate(emulator);
        await put(emulator, { default_schedule: weekly });
        const [replaced] = emulator.schedules(firstSync(emulator));
        expect(replaced).to.deep.include({
            id: standard.id,
            frequency: "weekly",
            createdAt: standard.createdAt,
        });
    });

    it("changes the schedules whose ids it has, removes those that it leaves out, and creates the others", async () => {
        const emulator = await start();
        const [standard, kept, omitted] = populate(emulator);
        const { body } = await put(emulator, {
            default_schedule: { ...weekly, id: standard.id },
            additional_schedules: [
                { ...perTable, id: kept.id, selective_mode: "incrementalFields" },
                { frequency: "daily", hour: "7", day_of_week: "null", month: "" },
            ],
        });
        const [changed, other, added, ...rest] = emulator.schedules(firstSync(emulator));
        expect(changed).to.deep.include({
            ...{ id: standard.id, isDefault: true, frequency: "weekly", dayOfWeek: "monday", hour: "5" },
            ...{ schemas: ["all"], selectiveMode: "none", createdAt: standard.createdAt },
        });
        expect(other).to.deep.include({
            ...{ id: kept.id, isDefault: false, minute: "15", schemas: ["users"] },
            ...{ syncMode: "refetch", selectiveMode: "incrementalFields" },
        });
        expect(added).to.deep.include({
            frequency: "daily",
            hour: "7",
            isDefault: false,
            syncMode: "normal",
        });
        expect(added).to.not.have.any.keys("dayOfWeek", "month");
        expect(added?.id).to.not.equal(omitted.id);
        expect(rest).to.deep.equal([]);
        const { default_schedule, additional_schedules } = record(record(body).data);
        expect(record(default_schedule).id).to.equal(standard.id);
        expect(list(additional_schedules).map(({ id }) => id)).to.deep.equal([kept.id, added?.id]);
    });

    it("resets what it leaves out of an additional schedule", async () => {
        const emulator = await start();
        const [standard, kept] = populate(emulator);
        await put(emulator, {
            default_schedule: { ...weekly, id: standard.id },
            additional_schedules: [{ frequency: "hourly", id: kept.id }],
        });
        expect(emulator.schedules(firstSync(emulator))[1]).to.deep.include({
            ...{ id: kept.id, schemas: [], syncMode: "normal" },
        });
    });

    it("leaves those alone that it leaves out where asked for, but has one default schedule", async () => {
        const emulator = await start({ omittedSchedules: "kept" });
        const [, ...additional] = populate(emulator);
        await put(emulator, { default_schedule: weekly });
        const [first, second, standard] = emulator.schedules(firstSync(emulator));
        expect([first, second]).to.deep.equal(additional);
        expect(standard).to.include({ isDefault: true, frequency: "weekly" });
    });

    it("makes an additional schedule the default one by its id", async () => {
        const emulator = await start();
        const [standard, kept] = populate(emulator);
        await put(emulator, {
            default_schedule: { ...weekly, id: kept.id },
            additional_schedules: [{ ...perTable, id: standard.id }],
        });
        const roles = emulator.schedules(firstSync(emulator)).map(({ id, isDefault }) => ({ id, isDefault }));
        expect(roles).to.deep.equal([
            { id: standard.id, isDefault: false },
            { id: kept.id, isDefault: true },
        ]);
    });

    it("changes nothing where it gets back what a GET shows", async () => {
        for (const absent of ["null-text", "null", "missing", "empty"] as const) {
            const emulator = await start({ absent });
            populate(emulator);
            const before = emulator.schedules(firstSync(emulator));
            const sync = dataOf(await send(emulator, syncPath(emulator)));
            expect((await put(emulator, sync)).status, absent).to.equal(200);
            const after = emulator.schedules(firstSync(emulator));
            const untimed = (schedules: StoredSchedule[]) =>
                schedules.map((schedule) => JSON.stringify({ ...schedule, updatedAt: "", updatedBy: "" }));
            expect(untimed(after).map(parsed), absent).to.deep.equal(untimed(before).map(parsed));
        }
    });

    it("takes over the name, whether it is active, and its settings, and drops the settings left out", async () => {
        const emulator = await start();
        const connection = "248df4b7-aa70-47b8-a036-33ac447e668d";
        const settings = {
            mode: "snapshot",
            policies: [connection],
            destination_configuration: { schema: "s" },
        };
        const definition = { name: "Renamed", active: false, default_schedule: weekly };
        await put(emulator, { ...definition, ...settings, organization_id: connection, invented: 1 });
        const changed = dataOf(await send(emulator, syncPath(emulator)));
        expect(changed).to.deep.include({ name: "Renamed", active: false, ...settings });
        expect(changed)
            .to.include({ organization_id: emulator.organizationId })
            .and.not.have.property("invented");
        expect(emulator.syncs[0]?.name).to.equal("Renamed");
        await put(emulator, { default_schedule: weekly });
        const cleared = dataOf(await send(emulator, syncPath(emulator)));
        expect(cleared).to.deep.include({ name: "Renamed", active: false, mode: "replicate", policies: [] });
        expect(cleared).to.not.have.property("destination_configuration");
    });

    it("is refused without a default schedule or with a wrong one, and changes nothing", async () => {
        const emulator = await start();
        const [standard, kept] = populate(emulator);
        const before = emulator.schedules(firstSync(emulator));
        for (const body of [
            { name: "Renamed" },
            { default_schedule: null },
            { default_schedule: { frequency: "yearly" } },
            { default_schedule: { ...weekly, hour: "24" } },
            { default_schedule: { ...weekly, id: "42" } },
            { default_schedule: weekly, additional_schedules: [{ frequency: "daily", resync_mode: "all" }] },
            {
                default_schedule: weekly,
                additional_schedules: [
                    { ...perTable, id: kept.id },
                    { ...perTable, id: kept.id },
                ],
            },
            {
                default_schedule: { ...weekly, id: standard.id },
                additional_schedules: [{ ...perTable, id: standard.id }],
            },
        ])
            expect((await put(emulator, body)).status, JSON.stringify(body)).to.equal(400);
        emulator.set({ refusals: 422 });
        expect((await put(emulator, {})).status).to.equal(422);
        expect(emulator.schedules(firstSync(emulator))).to.deep.equal(before);
        expect(emulator.syncs[0]?.name).to.equal("Salesforce to Snowflake");
    });

    it("is not for another organization", async () => {
        const emulator = await start();
        const { apiKey } = emulator.addOrganization();
        const body = { default_schedule: weekly };
        expect((await send(emulator, syncPath(emulator), { method: "PUT", body, apiKey })).status).to.equal(
            404,
        );
    });

    it("can be somebody else's", async () => {
        const emulator = await start();
        const syncId = firstSync(emulator);
        const [standard] = populate(emulator);
        const [replaced] = emulator.replaceSync(syncId, { name: "Renamed", default_schedule: weekly });
        expect(replaced?.id).to.not.equal(standard.id);
        expect(replaced?.createdBy).to.not.equal(emulator.userId);
        expect(emulator.schedules(syncId)).to.deep.equal([replaced]);
        const sync = dataOf(await send(emulator, syncPath(emulator)));
        expect(record(sync.updated_by).id).to.equal(replaced?.createdBy);
        const own = emulator.replaceSync(
            syncId,
            { default_schedule: weekly },
            { updatedBy: emulator.userId },
        );
        expect(own[0]?.createdBy).to.equal(emulator.userId);
        expect(() => emulator.replaceSync(syncId, {})).to.throw(/^default_schedule: /);
        expect(idOf(own[0])).to.not.equal(idOf(replaced));
    });
});
