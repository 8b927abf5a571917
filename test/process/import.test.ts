import { expect } from "chai";
import type { EmulatorOptions, FaultRule } from "../../emulator/src";
import { World } from "./support/world";

const READINGS: Record<string, EmulatorOptions> = {
    "without ids": {},
    "with ids": { ids: true },
    "as the service spells": { spelling: "service", createdAt: "seconds", absent: "missing" },
    "with everything filled in": { fillIn: true, spelling: "service", absent: "null" },
    "with a date of deletion on live schedules": { ids: true, deletedAtOnLive: true },
    "without a time of creation": { createdAt: "missing", absent: "empty" },
};

const FAULTS: Record<string, Omit<FaultRule, "method">> = {
    "a reset": { kind: "reset-before-write", times: 3 },
    "half an answer": { kind: "half-response", times: 3 },
    "a proxy's page": { kind: "html", status: 200, times: 3 },
    "503": { kind: "status", status: 503, times: 3 },
    "429 with Retry-After": { kind: "status", status: 429, retryAfter: "1" },
};

const WEEKLY = { frequency: "weekly", dayOfWeek: "Wednesday", hour: "06", minute: "30" };

describe("an import", () => {
    let world: World;

    const open = async (options: EmulatorOptions = {}) => {
        world = await World.open(options);
    };

    afterEach(() => world.close());

    const add = (fields: Parameters<World["emulator"]["addSchedule"]>[1] = WEEKLY) =>
        world.emulator.addSchedule(world.syncId, fields).id;
    const declared = (more: object = {}) => ({
        nightly: {
            ...{ syncId: world.syncId, frequency: "weekly", dayOfWeek: 3, hour: 6, minute: "30" },
            ...more,
        },
    });
    const weekly = (scheduleId: string, more: object = {}) =>
        declared({ importId: `${world.syncId}/${scheduleId}`, ...more });
    const failureOf = (work: Promise<unknown>) => work.then(() => "no failure", String);
    const expectNoWrites = () => {
        expect(new Set(world.emulator.requests.map(({ method }) => method))).to.deep.equal(new Set(["GET"]));
    };

    for (const [reading, options] of Object.entries(READINGS)) {
        it(`takes the very schedule over and writes nothing, where answers are ${reading}`, async () => {
            await open(options);
            const ids = [add(), add(), add()];
            await world.engine.up(weekly(ids[1] ?? ""));
            expect(world.idsInState()).to.deep.equal([`${world.syncId}/${ids[1] ?? ""}`]);
            await world.engine.refresh();
            expect(world.idsInState()).to.deep.equal([`${world.syncId}/${ids[1] ?? ""}`]);
            expectNoWrites();
            world.emulator.clearRequests();
            await world.engine.up(declared());
            expect(world.emulator.requests).to.deep.equal([]);
            await world.engine.destroy();
            expect(world.schedules().map(({ id }) => id)).to.deep.equal([ids[0], ids[2]]);
        });
    }

    for (const [name, rule] of Object.entries(FAULTS)) {
        it(`goes on after ${name}`, async () => {
            await open();
            const id = add();
            world.emulator.fault({ method: "GET", ...rule });
            await world.engine.up(weekly(id));
            expect(world.idsInState()).to.deep.equal([`${world.syncId}/${id}`]);
            expectNoWrites();
        });
    }

    it("of `default` takes the bulk sync's default schedule", async () => {
        await open();
        const [id] = [add(), add()];
        await world.engine.up(weekly("default"));
        expect(world.idsInState()).to.deep.equal([`${world.syncId}/${id}`]);
        expectNoWrites();
    });

    it("ends the same after a crash", async () => {
        await open({ latencyMs: 300 });
        const id = add();
        const dying = failureOf(world.engine.up(weekly(id)));
        while (world.emulator.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        await world.restart();
        await dying;
        expect(world.idsInState()).to.deep.equal([]);
        await world.engine.up(weekly(id));
        expect(world.idsInState()).to.deep.equal([`${world.syncId}/${id}`]);
        expectNoWrites();
    });

    it("fails where the program says something else, and says what the service holds", async () => {
        await open({ spelling: "service" });
        const id = add({ ...WEEKLY, minute: undefined, selectiveMode: "none" });
        const failure = await failureOf(world.engine.up(weekly(id, { hour: 18, dayOfWeek: "monday" })));
        expect(failure).to.equal(
            `Error: could not import schedule ${id} of bulk sync ${world.syncId}: the program declares something else ` +
                "than Polytomic holds (declared → found):\n" +
                '    hour: 18 → 6\n    minute: 30 → nothing\n    dayOfWeek: "monday" → "wednesday"\n' +
                "Nothing was changed. Write the found values into the program: a schedule is imported as it is, and can be " +
                "changed afterwards. Or remove the `import` option to create a new schedule.",
        );
        expect(world.idsInState()).to.deep.equal([]);
        expectNoWrites();
    });

    for (const deletedSchedules of ["not-found", "dated"] as const) {
        it(`of a deleted schedule fails and says what there is (${deletedSchedules})`, async () => {
            await open({ deletedSchedules });
            const [kept, id] = [add(), add()];
            world.emulator.removeSchedule(world.syncId, id);
            expect(await failureOf(world.engine.up(weekly(id)))).to.equal(
                `Error: could not import schedule ${id} of bulk sync ${world.syncId}: there is no such schedule. It has ` +
                    `${kept} (weekly 06 30 Wednesday). Correct the \`import\` option, or remove it to create a new schedule.`,
            );
            expectNoWrites();
        });
    }

    it("of `default` fails where there is none", async () => {
        await open();
        expect(await failureOf(world.engine.up(weekly("default")))).to.equal(
            `Error: could not import the default schedule of bulk sync ${world.syncId}: the bulk sync has no default ` +
                "schedule. It has none. Correct the `import` option, or remove it to create a new schedule.",
        );
    });

    it("of another organization's schedule fails", async () => {
        await open();
        const id = add();
        await world.restart(world.emulator.addOrganization("Other").apiKey);
        expect(await failureOf(world.engine.up(weekly(id)))).to.match(
            /^Error: could not import schedule .* of bulk sync .*: GET \/api\/bulk\/syncs\/.* returned 404 .*\. Check the bulk sync's id, and that the API key belongs to its organization\. Called http:\S+ \(from POLYTOMIC_DEPLOYMENT_URL\) with the key from POLYTOMIC_API_KEY\.$/,
        );
        expectNoWrites();
    });

    it("that a change of the key's rights refuses fails", async () => {
        await open();
        const id = add();
        world.emulator.fault({ method: "GET", path: "/schedules", kind: "status", status: 403 });
        expect(await failureOf(world.engine.up(weekly(id)))).to.contain("returned 403");
        expect(world.idsInState()).to.deep.equal([]);
    });

    describe("of a schedule that another resource has", () => {
        const clash =
            "and a schedule can belong to one resource only. Remove one of the two from the program: the schedule stays.";

        it("fails at check where both are new", async () => {
            await open();
            const id = add();
            const { nightly } = weekly(id);
            const failure = await failureOf(world.engine.up({ first: nightly, second: nightly }));
            expect(failure).to.equal(
                `Error: import: another resource of this stack has schedule ${id} of bulk sync ${world.syncId}, ${clash}`,
            );
            expect(world.idsInState()).to.deep.equal([`${world.syncId}/${id}`]);
        });

        it("fails at create where only the service can tell", async () => {
            await open();
            const id = add();
            const [first, second] = [weekly(id).nightly, weekly("default").nightly];
            const failure = await failureOf(world.engine.up({ first, second }));
            expect(failure).to.match(
                /^Error: could not import schedule .* another resource of this stack has/,
            );
            expect(world.idsInState()).to.deep.equal([`${world.syncId}/${id}`]);
            expectNoWrites();
        });

        it("fails where the other one has it from earlier", async () => {
            await open();
            const { id } = await createdOne();
            const import2 = { ...world.daily(3), importId: `${world.syncId}/${id}` };
            const failure = await failureOf(world.engine.up({ nightly: world.daily(3), second: import2 }));
            expect(failure).to.contain("another resource of this stack has").and.contain(clash);
            expect([...world.engine.state.keys()]).to.deep.equal(["nightly"]);
        });

        it("moves it where the other one is taken out of the program", async () => {
            await open();
            const { id } = await createdOne();
            world.emulator.clearRequests();
            await world.engine.up({ second: { ...world.daily(3), importId: `${world.syncId}/${id}` } });
            expect([...world.engine.state.keys()]).to.deep.equal(["second"]);
            expect(world.idsAtService()).to.deep.equal([`${world.syncId}/${id}`]);
            expectNoWrites();
            await world.restart();
            await world.engine.destroy();
            expect(world.idsAtService()).to.deep.equal([]);
        });

        async function createdOne() {
            await world.engine.up({ nightly: world.daily(3) });
            await world.restart();
            const [created] = world.schedules();
            return { id: created?.id ?? "" };
        }
    });

    describe("on a resource that has a schedule", () => {
        let id: string;

        beforeEach(async () => {
            await open();
            id = add();
            await world.engine.up(weekly(id));
            await world.restart();
            world.emulator.clearRequests();
        });

        it("is ignored in every spelling of the same schedule", async () => {
            await world.engine.up(weekly(id.toUpperCase()));
            expect(world.emulator.requests).to.deep.equal([]);
        });

        it("of another schedule fails and changes nothing", async () => {
            const other = add();
            expect(await failureOf(world.engine.up(weekly(other)))).to.equal(
                `Error: could not import schedule ${other} of bulk sync ${world.syncId}: this resource has schedule ${id} of ` +
                    `bulk sync ${world.syncId}. To keep that one, remove the \`import\` option. To have the other one ` +
                    "instead, first take this resource out of the stack with `pulumi state delete`, which leaves its " +
                    "schedule in Polytomic.",
            );
            expect(world.emulator.requests).to.deep.equal([]);
        });

        it("takes the same one again when a replacement is forced", async () => {
            await world.engine.up(weekly(id), { replace: ["nightly"] });
            expect(world.idsInState()).to.deep.equal([`${world.syncId}/${id}`]);
            expect(world.idsAtService()).to.deep.equal(world.idsInState());
            expect(world.engine.doomed).to.deep.equal([]);
            expectNoWrites();
            await world.restart();
            await world.engine.destroy();
            expect(world.idsAtService()).to.deep.equal([]);
        });

        it("is over once it is removed: a forced replacement then makes a new schedule", async () => {
            await world.engine.up(declared(), { replace: ["nightly"] });
            expect(world.idsInState()).to.deep.equal(world.idsAtService());
            expect(world.idsInState()).to.have.length(1).and.not.include(`${world.syncId}/${id}`);
        });

        it("must name the declared bulk sync", async () => {
            const other = world.emulator.syncs[1]?.id ?? "";
            expect(await failureOf(world.engine.up(weekly(id, { syncId: other })))).to.equal(
                `Error: import: it names schedule ${id} of bulk sync ${world.syncId}, but syncId is "${other}". Correct ` +
                    "one of the two, or remove the import option to create a new schedule.",
            );
            await world.engine.up(declared({ syncId: other }));
            expect(world.idsInState()).to.deep.equal(world.idsAtService());
            expect(world.schedules()).to.deep.equal([]);
        });
    });

    it("settles a create that never learnt its schedule", async () => {
        await open();
        world.emulator.fault({ method: "POST", kind: "reset-after-write", times: Infinity });
        world.emulator.fault({
            method: "GET",
            path: /syncs\/[^/]+$/,
            kind: "status",
            status: 503,
            times: Infinity,
        });
        const daily = world.daily(3, { __timeouts: { create: "1s" } });
        await failureOf(world.engine.up({ nightly: daily }));
        expect(world.idsInState()).to.deep.equal([`${world.syncId}/unconfirmed`]);
        world.emulator.clearFaults();
        const [made] = world.idsAtService();
        await world.engine.up({ nightly: { ...daily, importId: made } });
        expect(world.idsInState()).to.deep.equal([made]);
        expect(world.idsAtService()).to.deep.equal([made]);
    });
});
