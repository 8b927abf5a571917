import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { dailyAllYear } from "../../provider";
import { summaryOf } from "./support/command-line";
import { installationFolder } from "./support/hooks";
import { failureOf } from "./support/program";
import { callsDuring, openWorld, type World } from "./support/world";

const AT_NINE = { time: "09:00", timeZone: "Europe/Berlin" };

/** A year's definitions as Polytomic has them, by the names of the resources. */
const definitionsOf = (year: number) =>
    Object.entries(dailyAllYear(AT_NINE.time, { timeZone: AT_NINE.timeZone, year })).map(
        ([role, fields]) => ({
            name: `orders-${role}`,
            fields,
        }),
    );

describe("a local time all year, as a component", () => {
    let world: World;

    before(async () => {
        world = await openWorld();
    });
    after(() => world.close());

    function declare(year: number, options = "{}", name = "orders"): void {
        const args = JSON.stringify({ syncId: world.syncId, ...AT_NINE, year });
        world.program.write(`
            const orders = new polytomic.LocalTimeSchedule("${name}", ${args}, ${options});
            new polytomic.BulkSyncSchedulesExclusive("only", { syncId: "${world.syncId}", scheduleIds: orders.scheduleIds });
            exports.description = orders.description;
            exports.nextRuns = orders.nextRuns({ count: 2, from: "${year}-03-${year === 2026 ? 28 : 27}" });
        `);
    }

    /** What Polytomic has, by the names of the resources. */
    async function held() {
        const stored = Object.entries(await world.program.schedules());
        const schedules = world.emulator.schedules(world.syncId);
        return stored.map(([name, { id = "" }]) => {
            const schedule = schedules.find((other) => id.endsWith(other.id));
            return { name, id, schedule };
        });
    }

    async function expectYear(year: number): Promise<void> {
        const found = await held();
        expect(found).to.have.length(6);
        for (const { name, fields } of definitionsOf(year))
            expect(found.find((item) => item.name === name)?.schedule, name).to.include(fields);
    }

    it("is previewed without a call, and deployed as six schedules", async () => {
        const { emulator, program } = world;
        declare(2026);
        expect(await callsDuring(emulator, () => program.preview())).to.deep.equal({});
        // The stack, the component and the list of its schedules are resources, too.
        expect(summaryOf(await program.up())).to.deep.equal({ created: 9 });
        await expectYear(2026);
        expect(await program.outputs()).to.deep.equal({
            description:
                "every day at 09:00 in Europe/Berlin; 6 schedules, exact for 2026; in 2027 off by an hour on 28 March and " +
                "25 to 30 October",
            nextRuns: ["2026-03-28T09:00:00+01:00", "2026-03-29T09:00:00+02:00"],
        });
    });

    it("changes in a new year only in the months in which the clocks change, by updates that a preview shows", async () => {
        const { emulator, program } = world;
        const before = await held();
        declare(2027);
        const preview = await program.pulumi("preview");
        expect(summaryOf(preview)).to.deep.equal({ "to update": 4, unchanged: 5 });
        for (const role of ["march-before", "march-after", "october-before", "october-after"])
            expect(preview).to.match(new RegExp(`~ .*orders-${role} +update +\\[diff: ~dayOfMonth\\]`));
        expect(preview).to.contain(
            'exact for 2026; in 2027 off by an hour on 28 March and 25 to 30 October" => ' +
                '"every day at 09:00 in Europe/Berlin; 6 schedules, exact for 2027;',
        );
        const calls = await callsDuring(emulator, () => program.up());
        expect(calls).to.include({ "PUT schedule": 4 });
        expect(calls).to.not.have.any.keys("POST schedules", "DELETE schedule");
        await expectYear(2027);
        expect((await held()).map(({ id }) => id)).to.have.members(before.map(({ id }) => id));
        expect(await program.outputs()).to.deep.include({
            nextRuns: ["2027-03-27T09:00:00+01:00", "2027-03-28T09:00:00+02:00"],
        });
    });

    it("passes aliases, protect and transformations on to its schedules", async () => {
        const { emulator, program } = world;
        const mark =
            'transformations: [({ props, opts }) => ({ props: { ...props, selectiveMode: "none" }, opts })]';
        declare(2027, `{ protect: true, aliases: [{ name: "orders" }], ${mark} }`, "sales");
        const calls = await callsDuring(emulator, () => program.up());
        expect(calls).to.include({ "PUT schedule": 6 });
        expect(calls).to.not.have.any.keys("POST schedules", "DELETE schedule");
        const stored = await program.schedules();
        expect(Object.keys(stored)).to.have.members(
            definitionsOf(2027).map(({ name }) => name.replace("orders", "sales")),
        );
        for (const resource of Object.values(stored)) {
            expect(resource.inputs).to.include({ selectiveMode: "none" });
            expect(resource).to.include({ protect: true });
        }
        expect(await failureOf(program.destroy())).to.contain("protected");
        declare(2027, "{ protect: false }", "sales");
        await program.up();
        await program.destroy();
        expect(emulator.schedules(world.syncId)).to.deep.equal([]);
    });

    it("passes its provider on to its schedules", async () => {
        const { emulator, program, syncId } = world;
        const other = { POLYTOMIC_API_KEY: "", POLYTOMIC_DEPLOYMENT_URL: "" };
        const account = JSON.stringify({ apiKey: emulator.apiKey, deploymentUrl: emulator.url });
        program.write(`
            const provider = new polytomic.Provider("account", ${account});
            new polytomic.LocalTimeSchedule("orders", { syncId: "${syncId}", ...${JSON.stringify(AT_NINE)} }, { provider });
        `);
        await program.up(other);
        expect(emulator.schedules(syncId).length).to.be.within(5, 6);
        await program.destroy(other);
    });

    it("refuses what no schedules express before anything else happens, in one sentence", async () => {
        world.program.write(`
            new polytomic.LocalTimeSchedule("orders", { syncId: "${world.syncId}", time: "9", timeZone: "Berlin" });
        `);
        const failure = await failureOf(world.program.preview());
        expect(failure).to.match(
            /LocalTimeSchedule "orders" in index\.js:\d+: timeZone "Berlin" is not known\./,
        );
        expect(failure).to.contain(
            'It takes an IANA name such as "Europe/Berlin". Did you mean "Europe/Berlin"?',
        );
        expect(failure).not.to.match(/\n +at /);
    });
});

describe("an account with schedules that keep a local time", () => {
    let world: World;
    const year = new Date().getUTCFullYear();
    const definitions = Object.values(dailyAllYear("09:00", { timeZone: "Europe/Berlin", year }));

    before(async () => {
        world = await openWorld();
        const { emulator, syncId } = world;
        for (const { id } of emulator.syncs) if (id !== syncId) emulator.removeSync(id);
        for (const fields of [...definitions, { frequency: "daily" as const, hour: 3, minute: 30 }]) {
            const texts = Object.entries(fields).map(([name, value]) => [name, String(value)]);
            emulator.addSchedule(syncId, Object.fromEntries(texts) as { frequency: string });
        }
        emulator.clearRequests();
    });
    after(() => world.close());

    const command = async (...args: string[]) => {
        const { emulator, program } = world;
        const bin = join(installationFolder(), "node_modules/.bin/pulumi-polytomic");
        const credentials = { POLYTOMIC_API_KEY: emulator.apiKey, POLYTOMIC_DEPLOYMENT_URL: emulator.url };
        const options = { cwd: program.folder, env: { ...process.env, ...credentials } };
        return (await promisify(execFile)(bin, [...args, "--time-zone", "Europe/Berlin"], options)).stdout;
    };

    it("is shown with one row for them, and one list of runs", async () => {
        const row = `every day at 09:00 in Europe/Berlin (6 schedules for ${year})`;
        expect(await command("schedules"))
            .to.contain(row)
            .and.contain("\n7 schedules of 1 bulk sync.");
        const { syncs } = JSON.parse(await command("schedules", "--json")) as {
            syncs: { localTimes: { schedules: string[]; nextRuns: string[] }[] }[];
        };
        const [set] = syncs[0]?.localTimes ?? [];
        expect(set?.schedules).to.have.length(6);
        expect(set?.nextRuns).to.have.length(3);
        for (const run of set?.nextRuns ?? []) expect(run).to.match(/T09:00:00\+0[12]:00$/);
    });

    it("is imported as a component, without a write to Polytomic", async () => {
        const { emulator, program } = world;
        await command("import", "--ids");
        const text = readFileSync(join(program.folder, "polytomic-schedules.js"), "utf8");
        expect(text).to.contain("...polytomic.daily(");
        const [, declaration = ""] = /(new polytomic\.LocalTimeSchedule\([^;]*\));/.exec(text) ?? [];
        expect(declaration).to.match(
            /-local-0900", \{\n {2}syncId: \w+,\n {2}time: "09:00",\n {2}timeZone: "Europe\/Berlin",\n\}\)$/,
        );
        program.write(text.replace(/^.*"pulumi-polytomic".*$/m, ""));
        await program.pulumi(
            "import --file polytomic-import.json --generate-code=false --protect=false --yes",
        );
        expect(Object.keys(await program.schedules())).to.have.length(definitions.length + 1);
        await program.pulumi("up --yes --skip-preview --expect-no-changes");
        expect(emulator.requests.filter(({ method }) => method !== "GET")).to.deep.equal([]);
    });
});
