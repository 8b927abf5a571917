import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { createStack } from "../support/pulumi-project";
import { openServicesWorld, type ServicesWorld } from "./support/services-world";
import { failureOf } from "./support/program";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const daily = (hour: number) => ({ frequency: "daily", hour: String(hour), minute: "30" });

describe("whose schedule is whose, where responses carry ids and where they do not", () => {
    let world: ServicesWorld;

    beforeEach(async () => {
        world = await openServicesWorld();
    });

    afterEach(() => world.close());

    it("a stack of the same name in another backend says what it takes over, and rewrites nothing", async () => {
        const { program, services } = world;
        const folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-polytomic-backend-")));
        const elsewhere = { PULUMI_BACKEND_URL: `file://${folder}` };
        world.write((service) => service.line("nightly", 3));
        await program.up();
        world.advanceClocks(60 * MINUTE_MS);
        const firsts = services.map((service) => service.held()[0]);
        const expectFirstsOnly = () => {
            expect(services.map((service) => service.held())).to.deep.equal(firsts.map((first) => [first]));
        };
        // Also forgets what the stack has.
        const createOtherStack = () => {
            createStack(folder, basename(program.folder));
        };

        createOtherStack();
        world.write((service) => service.line("nightly", 5));
        // After the first failure the engine begins no further create: none may fail before both have begun.
        for (const { emulator } of services)
            emulator.fault({ path: "/api/me", kind: "delay-before-write", delayMs: 1_500 });
        const failure = await failureOf(program.up(elsewhere));
        for (const first of firsts) expect(failure).to.contain(`found schedule ${first?.id} of bulk sync`);
        expect(failure).to.contain("hour: 5 → 3").and.to.contain("Nothing was changed.");
        expectFirstsOnly();

        createOtherStack();
        world.write((service) => service.line("nightly", 3));
        const printed = await program.up(elsewhere);
        for (const first of firsts) expect(printed).to.contain(`warning: took over schedule ${first?.id} `);
        expect(printed).to.contain("That was more than half an hour ago");
        expect(printed).to.contain("It may belong to another stack of the same name");
        expectFirstsOnly();

        createOtherStack();
        world.write((service) => service.line("nightly-2", 5));
        await program.up(elsewhere);
        for (const service of services) expect(service.held()).to.have.length(2);
        await program.destroy(elsewhere);
        expectFirstsOnly();
        rmSync(folder, { recursive: true, force: true });
    });

    it("a schedule kept on deletion and declared again is taken over with a warning", async () => {
        const { program, services } = world;
        world.write((service) => service.line("nightly", 3, "{ retainOnDelete: true }"));
        await program.up();
        const kept = services.map((service) => service.held()[0]);
        world.write(() => "");
        await program.up();
        world.write((service) => service.line("nightly", 3));
        const printed = await program.up();
        for (const schedule of kept)
            expect(printed).to.contain(`warning: took over schedule ${schedule?.id} `);
        await world.expectOneEach({ nightly: "3" });
    });

    it("somebody's equal schedule, made while a response is lost, is left alone", async () => {
        const { program, services } = world;
        const kinds = ["reset-before-write", "reset-after-write"] as const;
        for (const { emulator, syncIds } of services)
            syncIds.forEach((path, index) => {
                emulator.fault({ method: "POST", path, kind: kinds[index] ?? "reset-after-write" });
                emulator.fault({ method: "POST", path, kind: "delay-before-write", delayMs: 1_500 });
            });
        world.write(({ line, syncIds }) => line("lost", 3) + line("written", 3, "{}", `"${syncIds[1]}"`));
        const running = program.up().catch(() => undefined);
        const hasPosted = ({ emulator }: (typeof services)[number]) =>
            emulator.requests.filter(({ method }) => method === "POST").length >= 2;
        while (!services.every(hasPosted)) await setTimeout(5);
        // Those of one instant can't be told apart where responses carry no ids.
        await setTimeout(100);
        const persons = services.map(({ emulator, syncIds }) =>
            syncIds.map((syncId) => emulator.addSchedule(syncId, daily(3))),
        );
        await running;
        world.advanceClocks(MINUTE_MS);
        // Where the lost request has created nothing, the person's schedule may be one too many: an error says so once.
        await program.up();
        for (const [which, service] of services.entries())
            for (const [index, name] of ["lost", "written"].entries()) {
                const person = persons[which]?.[index];
                expect(service.held(service.syncIds[index])).to.have.length(2).and.to.deep.include(person);
                expect(await service.idInState(name)).not.to.equal(person?.id);
            }
        await program.destroy();
        const left = services.map(({ syncIds, held }) => syncIds.flatMap((syncId) => held(syncId)));
        expect(left).to.deep.equal(persons);
    });

    it("an equal schedule made three days after a failed create is left alone", async () => {
        const { program, services } = world;
        for (const { emulator } of services) {
            emulator.fault({ method: "POST", kind: "reset-before-write", times: Infinity });
            const rule = { method: "GET", kind: "status", status: 503, times: Infinity } as const;
            emulator.fault({ ...rule, path: "/api/bulk" });
        }
        world.write((service) => service.line("nightly", 3, '{ customTimeouts: { create: "2s" } }'));
        expect(await failureOf(program.up())).to.contain("The schedule may exist all the same");
        for (const service of services) expect(await service.idInState("nightly")).to.equal("unconfirmed");
        for (const { emulator } of services) emulator.clearFaults();
        world.advanceClocks(3 * DAY_MS);
        const persons = services.map(({ emulator, syncIds }) => emulator.addSchedule(syncIds[0], daily(3)));
        const expectPersonsOnly = () => {
            expect(services.map(({ held }) => held())).to.deep.equal(persons.map((person) => [person]));
        };
        await program.refresh();
        expectPersonsOnly();
        await program.up();
        for (const [which, service] of services.entries()) {
            expect(service.held()).to.have.length(2).and.to.deep.include(persons[which]);
            expect(await service.idInState("nightly")).not.to.equal(persons[which]?.id);
        }
        await program.destroy();
        expectPersonsOnly();
    });

    it("a stack that is made and destroyed several times a day takes one request more each time", async () => {
        const { program, services } = world;
        world.write((service) => service.line("nightly", 3));
        const counts: number[][] = [];
        for (let round = 1; round <= 3; round++) {
            const calls = await world.callsDuring(() => program.up());
            counts.push(calls.map((each) => Object.values(each).reduce((sum, count) => sum + count, 0)));
            for (const service of services) expect(service.held()).to.have.length(1);
            await program.destroy();
            for (const service of services) expect(service.held()).to.deep.equal([]);
            world.advanceClocks(MINUTE_MS);
        }
        // Whose key it is, the create, and the list with the id of the new one, which also shows whether the bulk sync is
        // active. From the second time on, one list shows that all earlier ones are deleted, and each of their keys takes a
        // request.
        const later = counts.slice(1).map((_, index) => index + 2);
        expect(counts).to.deep.equal([[3, 3], ...later.map((more) => [3 + more, 3 + more])]);
    });
});
