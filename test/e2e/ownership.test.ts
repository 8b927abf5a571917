import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { openOwnersWorld, type OwnersWorld } from "./support/owners-world";
import { failureOf, type Deployment } from "./support/program";
import { callsDuring } from "./support/world";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const daily = (hour: number) => ({ frequency: "daily", hour: String(hour), minute: "30" });

for (const ids of [true, false]) {
    describe(`whose schedule is whose, where responses carry ${ids ? "ids" : "no ids"}`, () => {
        let world: OwnersWorld;

        beforeEach(async () => {
            world = await openOwnersWorld({ ids });
        });

        afterEach(() => world.close());

        it("a stack of the same name in another backend says what it takes over, and rewrites nothing", async () => {
            const { program, emulator } = world;
            const folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-polytomic-backend-")));
            const elsewhere = { PULUMI_BACKEND_URL: `file://${folder}` };
            program.write(world.line("nightly", 3));
            await program.up();
            emulator.advanceClock(60 * MINUTE_MS);
            const [first] = world.held();
            await program.pulumi("stack init test", elsewhere);
            const deleteFromState = async () => {
                const exported = await program.pulumi("stack export", elsewhere);
                const { resources = [] } = (JSON.parse(exported) as { deployment: Deployment }).deployment;
                const urn = resources.find((resource) => resource.urn.endsWith("::nightly"))?.urn ?? "none";
                await program.pulumi(`state delete ${urn} --yes`, elsewhere);
            };

            program.write(world.line("nightly", 5));
            const failure = await failureOf(program.up(elsewhere));
            expect(failure).to.contain("hour: 5 → 3").and.to.contain("Nothing was changed.");
            expect(world.held()).to.deep.equal([first]);
            await deleteFromState();

            program.write(world.line("nightly", 3));
            const printed = await program.up(elsewhere);
            expect(printed).to.contain(`warning: took over schedule ${first?.id} `);
            expect(printed).to.contain("That was more than half an hour ago");
            expect(printed).to.contain("It may belong to another stack of the same name");
            expect(world.held()).to.deep.equal([first]);
            await deleteFromState();

            program.write(world.line("nightly-2", 5));
            await program.up(elsewhere);
            expect(world.held()).to.have.length(2);
            await program.destroy(elsewhere);
            expect(world.held()).to.deep.equal([first]);
            rmSync(folder, { recursive: true, force: true });
        });

        it("a schedule kept on deletion and declared again is taken over with a word", async () => {
            world.program.write(world.line("nightly", 3, "{ retainOnDelete: true }"));
            await world.program.up();
            const [kept] = world.held();
            world.program.write("");
            await world.program.up();
            world.program.write(world.line("nightly", 3));
            expect(await world.program.up()).to.contain(`warning: took over schedule ${kept?.id} `);
            await world.expectOneEach({ nightly: "3" });
        });

        it("somebody's equal schedule, made while a response is lost, is left alone", async () => {
            const { emulator, program } = world;
            const kinds = ["reset-before-write", "reset-after-write"] as const;
            world.syncIds.forEach((path, index) => {
                emulator.fault({ method: "POST", path, kind: kinds[index] ?? "reset-after-write" });
                emulator.fault({ method: "POST", path, kind: "delay-before-write", delayMs: 1_500 });
            });
            program.write(world.line("lost", 3) + world.line("written", 3, "{}", `"${world.syncIds[1]}"`));
            const running = program.up().catch(() => undefined);
            const posts = () => emulator.requests.filter(({ method }) => method === "POST");
            while (posts().length < 2) await setTimeout(5);
            // Those of one instant can't be told apart where responses carry no ids.
            await setTimeout(100);
            const persons = world.syncIds.map((syncId) => emulator.addSchedule(syncId, daily(3)));
            await running;
            emulator.advanceClock(MINUTE_MS);
            // Where the lost request has created nothing, the person's may be one too many: that is said once.
            await program.up();
            for (const [index, name] of ["lost", "written"].entries()) {
                expect(world.held(world.syncIds[index]))
                    .to.have.length(2)
                    .and.to.deep.include(persons[index]);
                expect(await world.idInState(name)).not.to.equal(persons[index]?.id);
            }
            await program.destroy();
            expect(world.syncIds.flatMap((syncId) => world.held(syncId))).to.deep.equal(persons);
        });

        it("an equal schedule made three days after a failed create is left alone", async () => {
            const { emulator, program, syncId } = world;
            emulator.fault({ method: "POST", kind: "reset-before-write", times: Infinity });
            emulator.fault({
                method: "GET",
                path: "/api/bulk",
                kind: "status",
                status: 503,
                times: Infinity,
            });
            program.write(world.line("nightly", 3, '{ customTimeouts: { create: "2s" } }'));
            expect(await failureOf(program.up())).to.contain("The schedule may exist all the same");
            emulator.clearFaults();
            emulator.advanceClock(3 * DAY_MS);
            const persons = emulator.addSchedule(syncId, daily(3));
            await program.refresh();
            expect(world.held()).to.deep.equal([persons]);
            await program.up();
            expect(world.held()).to.have.length(2).and.to.deep.include(persons);
            expect(await world.idInState("nightly")).not.to.equal(persons.id);
            await program.destroy();
            expect(world.held()).to.deep.equal([persons]);
        });

        it("a stack that is made and destroyed several times a day takes one request more each time", async () => {
            world.program.write(world.line("nightly", 3));
            const counts: number[] = [];
            for (let round = 1; round <= 4; round++) {
                const calls = await callsDuring(world.emulator, () => world.program.up());
                counts.push(Object.values(calls).reduce((sum, count) => sum + count, 0));
                expect(world.held()).to.have.length(1);
                await world.program.destroy();
                expect(world.held()).to.deep.equal([]);
                world.emulator.advanceClock(MINUTE_MS);
            }
            // Whose key it is, and the create; without ids, the list with the id of the new one. From the second time on,
            // one list tells of all earlier ones that they are deleted, and each of their keys takes a request.
            const first = ids ? 2 : 3;
            expect(counts).to.deep.equal([first, ...counts.slice(1).map((_, index) => first + 2 + index)]);
        });
    });
}
