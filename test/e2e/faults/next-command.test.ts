import { expect } from "chai";
import type { Scene } from "../../chaos/scene";
import { expectOne, hoursOf, openScene, row } from "../support/fault-table";

const LIMITS = { customTimeouts: { create: "3s", update: "2s" } };
const ALIKE = ["alike1", "alike2", "alike3"];

describe("the fault table: what the next command settles", () => {
    const [found, refreshed, destroyed, alike, recorded, gone, unconfirmed] = [0, 1, 2, 3, 4, 5, 6] as const;
    let scene: Scene;

    before(async () => {
        scene = await openScene({ syncs: 7 });
    });

    after(() => scene.close());

    const urnOf = (name: string) => scene.stored(name)[0]?.urn ?? "none";
    const scheduleIdOf = (id = "none") => id.split("/")[1] ?? "";

    /** The responses to writes get lost, and so do those to all requests that would find out. */
    const loseResponses = (method: "POST" | "PUT", sync: number) => {
        const path = scene.syncId(sync);
        scene.emulator.fault({ method, path, kind: "reset-after-write", times: Infinity });
        scene.emulator.fault({ path, kind: "status", status: 503, times: Infinity });
    };

    /** After the first failure the engine begins nothing more: one that fails at once waits for the others to begin. */
    const holdBack = (method: "GET" | "PUT", sync: number) => {
        const path = scene.syncId(sync);
        scene.emulator.fault({ method, path, kind: "delay-before-write", delayMs: 2_000 });
    };

    describe("after creates", () => {
        /** The ids of the schedules that the failed command has left, for each bulk sync. */
        let left: string[][];
        let [failure, preview] = ["", ""];
        const unconfirmedAfter: Record<string, string[]> = {};

        before(async () => {
            scene.declare("found", found, 3, LIMITS);
            scene.declare("refreshed", refreshed, 3, LIMITS);
            scene.declare("destroyed", destroyed, 3, LIMITS);
            for (const name of ALIKE) scene.declare(name, alike, 3, LIMITS);
            for (const sync of [found, refreshed, destroyed, alike]) loseResponses("POST", sync);
            scene.declare("recorded", recorded, 3);
            const path = scene.syncId(recorded);
            scene.emulator.fault({ method: "POST", path, kind: "status", status: 500, write: true });
            holdBack("GET", recorded);
            scene.declare("gone", gone, 3);
            scene.declare("unconfirmed", unconfirmed, 3, LIMITS);
            failure = await scene.fail("up --parallel 20");
            scene.emulator.clearFaults();
            left = scene.emulator.syncs.map((_, sync) => scene.held(sync));
            unconfirmedAfter["up"] = scene.storedIds("found");
            await scene.succeed(`refresh --target ${urnOf("refreshed")}`);
            unconfirmedAfter["refresh"] = scene.storedIds("refreshed");
        });

        row("the same, then `pulumi destroy`", async () => {
            expect(left[destroyed]).to.have.length(1);
            await scene.succeed(`destroy --target ${urnOf("destroyed")}`);
            expect(scene.held(destroyed)).to.deep.equal([]);
            expect(scene.stored("destroyed")).to.deep.equal([]);
        });

        row("POST: 500, recorded for its key, written", () => {
            const [id = "none", ...others] = left[recorded] ?? [];
            expect(failure).to.contain("returned 500").and.to.contain(`import: "${id}"`);
            expect(others).to.deep.equal([]);
            expect(scene.stored("recorded")).to.deep.equal([]);
            scene.emulator.removeSchedule(scene.syncId(recorded), scheduleIdOf(id));
        });

        describe("and the next `pulumi up`", () => {
            before(async () => {
                for (const name of ["alike1", "alike3"]) scene.declare(name, alike, undefined);
                scene.declare("destroyed", destroyed, undefined);
                preview = await scene.succeed("preview");
                await scene.succeed("up");
            });

            row("POST: response lost, and no response to later requests", () => {
                expect(failure).to.contain("The schedule may exist all the same");
                expect(unconfirmedAfter["up"]).to.deep.equal([`${scene.syncId(found)}/unconfirmed`]);
                expect(preview).to.match(/BulkSyncSchedule +found +replace/);
                expect(scene.storedIds("found")).to.deep.equal(left[found]);
                expectOne(scene, "found", found, "3");
            });

            row("the same, then `pulumi refresh`", () => {
                expect(unconfirmedAfter["refresh"]).to.deep.equal([`${scene.syncId(refreshed)}/unconfirmed`]);
                expect(scene.storedIds("refreshed")).to.deep.equal(left[refreshed]);
                expectOne(scene, "refreshed", refreshed, "3");
            });

            row("the same for several equal schedules, some of them removed from the program", () => {
                expect(left[alike]).to.have.length(3).and.to.include.members(scene.held(alike));
                expectOne(scene, "alike2", alike, "3");
                for (const name of ["alike1", "alike3"]) expect(scene.stored(name)).to.deep.equal([]);
            });

            it("creates the schedule of a recorded 500 once the first one is deleted", () => {
                expectOne(scene, "recorded", recorded, "3");
                expect(scene.held(recorded)).not.to.deep.equal(left[recorded]);
            });
        });
    });

    describe("after updates", () => {
        let id = "";
        let [failure, next] = ["", ""];

        before(async () => {
            [id = ""] = scene.held(gone);
            scene.emulator.removeSchedule(scene.syncId(gone), scheduleIdOf(id));
            scene.emulator.advanceClock(60_000);
            scene.declare("gone", gone, 5);
            holdBack("PUT", gone);
            scene.declare("unconfirmed", unconfirmed, 4, LIMITS);
            loseResponses("PUT", unconfirmed);
            failure = await scene.fail("up");
            scene.emulator.clearFaults();
        });

        it("have failed, with the old inputs in state", () => {
            expect(scene.storedIds("gone")).to.deep.equal([id]);
            expect(hoursOf(scene, unconfirmed)).to.deep.equal(["4"]);
            for (const name of ["gone", "unconfirmed"])
                expect(scene.stored(name)[0]?.inputs).to.include({ hour: 3 });
        });

        describe("and the next `pulumi up`, with the old inputs", () => {
            before(async () => {
                scene.declare("gone", gone, 3);
                scene.declare("unconfirmed", unconfirmed, 3, LIMITS);
                next = await scene.succeed("up");
            });

            row("PUT: the schedule is gone", () => {
                expect(failure).to.contain("it creates the schedule anew");
                expect(next).to.match(/BulkSyncSchedule gone .*replace/);
                expectOne(scene, "gone", gone, "3");
                expect(scene.held(gone)).not.to.include(id);
            });

            row("PUT: response lost, and no response to later requests", () => {
                expect(failure).to.contain("could not update schedule");
                expectOne(scene, "unconfirmed", unconfirmed, "3");
            });

            it("leaves nothing to do", async () => {
                await scene.succeed("up --refresh --expect-no-changes");
            });
        });
    });
});
