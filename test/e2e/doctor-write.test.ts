import { expect } from "chai";
import type { EmulatorOptions } from "../../emulator/src";
import { DEFAULT_BEHAVIOUR } from "../../emulator/src/options";
import { keysOf } from "../../provider/model/objects";
import { COMBINATIONS, VALUES } from "../support/service-options";
import { until } from "../unit/support/clock";
import { expectOnPage, reportOf, runDoctor, startDoctor } from "./support/doctor";
import { openWorld, type World } from "./support/world";

/** The options that no diagnosis shows, and why. */
const UNSEEN: Readonly<Record<string, string>> = {
    scheduleUpdates: "a new schedule has no schemas, and only a write of the whole bulk sync could set some",
    replacedDefault: "it never writes the bulk sync itself",
    omittedSchedules: "it never writes the bulk sync itself",
};

function visible(options: EmulatorOptions): Record<string, unknown> {
    const { idempotencyKeys } = options;
    const values = keysOf(VALUES).map((name) => [name, options[name] ?? DEFAULT_BEHAVIOUR[name]] as const);
    // A key without effect is never a known one.
    const isSeen = (name: string) =>
        !Object.hasOwn(UNSEEN, name) && (name !== "reusedKeyWithOtherBody" || idempotencyKeys !== "ignored");
    return Object.fromEntries(values.filter(([name]) => isSeen(name)));
}

const COMMAND = 'doctor --write "Salesforce to Snowflake"';

describe("pulumi-polytomic doctor --write", () => {
    const open: World[] = [];
    afterEach(async () => {
        for (const world of open.splice(0)) await world.close();
    });

    /** A bulk sync without a schedule to write to, and another one that has one. */
    async function opened(options: EmulatorOptions): Promise<World> {
        const world = await openWorld({ ...options, syncs: 2 });
        open.push(world);
        const other = world.emulator.syncs[1]?.id ?? "";
        world.emulator.addSchedule(other, { frequency: "daily", hour: "3", minute: "30" });
        return world;
    }

    const left = ({ emulator }: World) => emulator.syncs.map(({ id }) => emulator.schedules(id).length);

    COMBINATIONS.forEach((options, index) => {
        it(`finds out how a service behaves, and leaves nothing: row ${index + 1}`, async () => {
            const world = await opened(options);
            const report = await reportOf(world, ["--yes", "--write", world.syncId]);
            expect(report.service).to.deep.equal(visible(options));
            expect(left(world)).to.deep.equal([0, 1]);
        });
    });

    it("reports what the emulator takes to behave like the service", async () => {
        const world = await opened(COMBINATIONS.at(-1) ?? {});
        const report = await reportOf(world, ["--yes", "--write", world.syncId]);
        const alike = await opened({ like: report });
        expect(await reportOf(alike, ["--yes", "--write", alike.syncId]))
            .to.have.property("service")
            .that.deep.equals(report.service);
    });

    it("writes nothing where Polytomic shows ids nowhere", async () => {
        const world = await opened({ ids: false, nestedIds: false });
        const { code, output } = await runDoctor(world, ["--yes", "--write", world.syncId]);
        expect(code).to.equal(1);
        expect(output).to.contain("✗ Nothing is written: without an id, the schedule could not be removed.");
        expect(new Set(world.emulator.requests.map(({ method }) => method))).to.deep.equal(new Set(["GET"]));
    });

    it("shows what it does", async () => {
        const world = await opened({});
        const { code, output } = await runDoctor(world, ["--yes", "--write", "Salesforce to Snowflake"]);
        expect(code, output).to.equal(0);
        expect(left(world)).to.deep.equal([0, 1]);
        const plain = await runDoctor(world, []);
        expectOnPage("write", COMMAND, output, plain.output);
    });

    it("never makes a schedule that could run", async () => {
        const world = await opened({});
        await runDoctor(world, ["--yes", "--write", world.syncId]);
        const bodies = world.emulator.requests.flatMap(({ method, body }) =>
            method === "GET" ? [] : [body],
        );
        const frequencies = JSON.stringify(bodies).match(/"frequency":"\w+"/g);
        expect(new Set(frequencies)).to.deep.equal(new Set(['"frequency":"manual"']));
    });

    it("writes nothing without a terminal, unless --yes says so", async () => {
        const world = await opened({});
        const { code, errors } = await runDoctor(world, ["--write", world.syncId]);
        expect(code).to.equal(1);
        expect(errors).to.equal(
            "pulumi-polytomic: `doctor --write` asks before it writes, and there is no terminal. Add --yes.\n",
        );
        expect(world.emulator.requests).to.deep.equal([]);
    });

    for (const method of ["POST", "GET", "PUT", "DELETE"] as const)
        it(`leaves nothing after Ctrl-C, also during a ${method}`, async () => {
            const world = await opened({ ids: method !== "POST", latencyMs: 200 });
            const { child, ended } = await startDoctor(world, ["--yes", "--write", world.syncId]);
            const { requests } = world.emulator;
            const isWritten = () => requests.findIndex((request) => request.method === "POST");
            await until(
                () => isWritten() >= 0 && requests.slice(isWritten()).some((r) => r.method === method),
            );
            child.kill("SIGINT");
            const { code, output, errors } = await ended;
            expect(code, output).to.equal(130);
            expect(errors).to.contain("Stopping: first removes what it made.");
            expect(output).to.contain("✓ Removed what this command made: 1 schedule.");
            expect(left(world)).to.deep.equal([0, 1]);
            const [before = ""] = output.split("✓ Made");
            if (method === "GET") expectOnPage("interrupted", `${COMMAND} # and Ctrl-C`, output, before);
        });

    it("finds and removes a schedule of which it got no response", async () => {
        const world = await opened({});
        world.emulator.fault({ kind: "reset-after-write", method: "POST" });
        const { code, output } = await runDoctor(world, ["--yes", "--write", world.syncId]);
        expect(code).to.equal(1);
        expect(output).to.match(/^✗ Could not create a schedule .* got no response \(ECONNRESET\)/m);
        expect(output).to.contain("✓ Removed what this command made: 1 schedule.");
        expect(left(world)).to.deep.equal([0, 1]);
    });

    it("names what it could not remove", async () => {
        const world = await opened({ ids: true });
        world.emulator.fault({ kind: "status", status: 403, method: "DELETE", times: Infinity });
        const { code, output } = await runDoctor(world, ["--yes", "--write", world.syncId]);
        expect(code).to.equal(1);
        const [schedule] = world.emulator.schedules(world.syncId);
        expect(output).to.contain(
            `✗ Could not remove schedule ${schedule?.id ?? "?"} of bulk sync ${world.syncId} (DELETE `,
        );
        expect(left(world)).to.deep.equal([1, 1]);
    });

    it("says where a schedule is left that Polytomic shows no id of", async () => {
        const world = await opened({ ids: false, nestedIds: false });
        const [, other] = world.emulator.syncs;
        for (const { id } of world.emulator.schedules(other?.id ?? ""))
            world.emulator.removeSchedule(other?.id ?? "", id);
        const { code, output } = await runDoctor(world, ["--yes", "--write", world.syncId]);
        expect(code).to.equal(1);
        expect(output).to.contain(
            `✗ Could not remove perhaps a schedule of bulk sync ${world.syncId}, whose id can't be found. What is left has `,
        );
        expect(left(world)).to.deep.equal([1, 0]);
        const [schedule] = world.emulator.schedules(world.syncId);
        expect(schedule?.frequency).to.equal("manual");
    });

    it("says that a key may not write", async () => {
        const world = await opened({});
        world.emulator.fault({ kind: "status", status: 403, method: "POST", times: Infinity });
        const { code, output } = await runDoctor(world, ["--yes", "--write", world.syncId]);
        expect(code).to.equal(1);
        expect(output).to.match(
            /^✗ Could not create a schedule .* returned 403 .*a user who may edit bulk syncs\. Called http/m,
        );
        expect(left(world)).to.deep.equal([0, 1]);
    });

    it("goes on without times where the service refuses them with this frequency", async () => {
        const world = await opened({ ids: false });
        world.emulator.fault({ kind: "status", status: 422, method: "POST" });
        const { code, output } = await runDoctor(world, ["--yes", "--write", world.syncId]);
        expect(code, output).to.equal(0);
        expect(output).to.contain("Polytomic refuses times with this frequency.");
        expect(left(world)).to.deep.equal([0, 1]);
    });

    it("measures how late reads show a write, and waits for it", async () => {
        const world = await opened({ readLagMs: 300 });
        const report = await reportOf(world, ["--yes", "--write", world.syncId]);
        const lag = report.checks.find(({ check }) => check === "read-after-write");
        expect(lag?.facts["lagMs"]).to.be.within(200, 3_000);
        expect(report.service).to.include({ idempotencyKeys: "kept", deletedSchedules: "not-found" });
        expect(left(world)).to.deep.equal([0, 1]);
    });
});
