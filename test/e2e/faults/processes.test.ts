import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import type { Scene } from "../../chaos/scene";
import { expectOne, openScene, row } from "../support/fault-table";

/** Each schedule has its name from what happens to it, and a bulk sync of its own. */
const SCHEDULES = [
    ...["killed-provider-in-post", "killed-provider-in-delete"],
    ...["killed-cli-in-post", "killed-cli-after-500", "killed-cli-in-replacement"],
    ...["ctrl-c-in-post", "ctrl-c-after-loss", "ctrl-c-in-retry", "ctrl-c-twice"],
] as const;

type Name = (typeof SCHEDULES)[number];

const syncOf = (name: Name) => SCHEDULES.indexOf(name);

/** Exactly what an interrupted command leaves of a schedule. */
interface Left {
    readonly held: string[];
    readonly storedIds: string[];
    readonly isPending: boolean;
}

describe("the fault table: processes that end too early", () => {
    let scene: Scene;

    before(async () => {
        scene = await openScene({ syncs: SCHEDULES.length });
    });

    after(() => scene.close());

    const pathOf = (name: Name) => scene.syncId(syncOf(name));
    const urnOf = (name: Name) => scene.stored(name)[0]?.urn ?? "none";
    const declare = (name: Name, hour: number | undefined, options = {}) => {
        scene.declare(name, syncOf(name), hour, options);
    };
    const expectOneOf = (name: Name, hour: string) => {
        expectOne(scene, name, syncOf(name), hour);
    };
    const leftOf = (name: Name): Left => ({
        held: scene.held(syncOf(name)),
        storedIds: scene.storedIds(name),
        isPending: scene.pending().includes(name),
    });

    const declareSlowly = (name: Name, delayMs: number) => {
        declare(name, 3);
        scene.emulator.fault({ method: "POST", path: pathOf(name), kind: "delay-before-write", delayMs });
    };
    const hasMet = (name: Name, method: "GET" | "POST", status?: number) =>
        scene.emulator.requests.some(
            (request) =>
                request.method === method &&
                request.path.includes(pathOf(name)) &&
                (status === undefined || request.status === status),
        );

    describe("`kill -9` of the provider process", () => {
        let left: Left;

        before(async () => {
            declare("killed-provider-in-delete", 3);
            declare("killed-cli-in-replacement", 3);
            declareSlowly("killed-provider-in-post", 5_000);
            const isOnlyPostOpen = () =>
                hasMet("killed-provider-in-post", "POST") &&
                scene.storedIds("killed-provider-in-delete").length === 1 &&
                scene.storedIds("killed-cli-in-replacement").length === 1;
            await scene.interrupt("up", "provider", isOnlyPostOpen);
            left = leftOf("killed-provider-in-post");

            declare("killed-provider-in-delete", undefined);
            const path = pathOf("killed-provider-in-delete");
            scene.emulator.fault({ method: "DELETE", path, kind: "delay-after-write", delayMs: 5_000 });
            const isDeleted = () => scene.held(syncOf("killed-provider-in-delete")).length === 0;
            await scene.interrupt("up", "provider", isDeleted);
        });

        row("`kill -9` of the provider process during the POST", () => {
            expect(left.storedIds).to.deep.equal([]);
            expectOneOf("killed-provider-in-post", "3");
        });

        it("during a DELETE leaves the schedule in state", () => {
            expect(leftOf("killed-provider-in-delete").held).to.deep.equal([]);
            expect(scene.stored("killed-provider-in-delete")).to.have.length(1);
        });
    });

    describe("`kill -9` of the CLI", () => {
        const left: Partial<Record<Name, Left>> = {};
        let [locked, differing] = ["", ""];
        let leftBy500 = "";

        before(async () => {
            // The engine deletes at the very end: until the slow create is done, the replaced record waits for it.
            declareSlowly("killed-cli-in-post", 4_000);
            declare("killed-cli-after-500", 3);
            const path = pathOf("killed-cli-after-500");
            scene.emulator.fault({ method: "POST", path, kind: "status", status: 500, write: true });
            scene.emulator.fault({ method: "GET", path, kind: "delay-before-write", delayMs: 30_000 });
            const isTime = () =>
                hasMet("killed-cli-in-post", "POST") &&
                hasMet("killed-cli-after-500", "GET") &&
                scene.stored("killed-cli-in-replacement").some((record) => record.delete === true);
            await scene.interrupt(`up --replace ${urnOf("killed-cli-in-replacement")}`, "cli", isTime);
            for (const name of SCHEDULES) left[name] = leftOf(name);
            scene.emulator.clearFaults();
            [leftBy500 = "none"] = scene.held(syncOf("killed-cli-after-500"));
            while (scene.held(syncOf("killed-cli-in-post")).length === 0) await setTimeout(20);
            scene.emulator.advanceClock(60_000);
        });

        it("leaves a pending operation and a lock", async () => {
            for (const name of ["killed-cli-in-post", "killed-cli-after-500"] as const)
                expect(left[name]).to.deep.include({ storedIds: [], isPending: true });
            expect(left["killed-cli-in-replacement"]?.storedIds).to.have.length(2);
            locked = await scene.fail("up");
            expect(locked).to.contain("pulumi cancel");
            await scene.succeed("cancel");
        });

        describe("and the `pulumi up` after `pulumi cancel`, with another definition", () => {
            before(async () => {
                declare("killed-cli-in-post", 4);
                declare("killed-provider-in-delete", 4);
                // After the first failure the engine begins nothing more: none may fail before all have begun.
                scene.emulator.set({ latencyMs: 1_000 });
                differing = await scene.fail("up");
                scene.emulator.set({ latencyMs: 0 });
            });

            it("fails, and changes nothing", () => {
                expect(differing).to.contain("pending operation").and.to.contain("hour: 4 → 3");
                expectOneOf("killed-cli-in-post", "3");
                expect(differing)
                    .to.contain("may have created one of these")
                    .and.to.contain(`import: "${leftBy500}"`);
                const { held, storedIds } = leftOf("killed-cli-after-500");
                expect([held, storedIds]).to.deep.equal([[leftBy500], []]);
                expect(differing).to.contain("it creates the schedule anew");
            });
        });

        describe("and the next one", () => {
            before(async () => {
                declare("killed-cli-after-500", 3, { import: leftBy500 });
                await scene.succeed("up");
            });

            row("`kill -9` of the CLI during the POST", () => {
                expectOneOf("killed-cli-in-post", "4");
            });

            row("`kill -9` right after a recorded 500 that wrote", () => {
                expect(leftOf("killed-cli-after-500").held).to.deep.equal([leftBy500]);
                expectOneOf("killed-cli-after-500", "3");
            });

            row("`kill -9` between the create and the delete of a replacement", () => {
                expect(leftOf("killed-cli-in-replacement").held).to.deep.equal(
                    left["killed-cli-in-replacement"]?.held,
                );
                expectOneOf("killed-cli-in-replacement", "3");
            });

            row("`kill -9` of the provider process during a DELETE, and declared again", () => {
                expectOneOf("killed-provider-in-delete", "4");
            });
        });
    });

    describe("Ctrl-C", () => {
        const left: Partial<Record<Name, Left>> = {};
        const tookMs: number[] = [];

        /** Presses Ctrl-C, and notes what is left of the schedules. */
        const interrupt = async (names: readonly Name[], isTime: () => boolean, blows: number) => {
            const startedAtMs = performance.now();
            await scene.interrupt("up", "ctrl-c", isTime, blows);
            tookMs.push(performance.now() - startedAtMs);
            for (const name of names) left[name] = leftOf(name);
            scene.emulator.clearFaults();
        };

        before("once during a POST, while another one's schedule is looked for", async () => {
            declareSlowly("ctrl-c-in-post", 3_000);
            declare("ctrl-c-after-loss", 3);
            const path = pathOf("ctrl-c-after-loss");
            scene.emulator.fault({ method: "POST", path, kind: "reset-after-write" });
            const rule = { kind: "status", status: 503, retryAfter: "120", times: Infinity } as const;
            scene.emulator.fault({ path, ...rule });
            const isTime = () =>
                hasMet("ctrl-c-in-post", "POST") &&
                (hasMet("ctrl-c-after-loss", "GET", 503) || hasMet("ctrl-c-after-loss", "POST", 503));
            await interrupt(["ctrl-c-in-post", "ctrl-c-after-loss"], isTime, 1);
        });

        before("once while waiting for a retry", async () => {
            declare("ctrl-c-in-retry", 3);
            const path = pathOf("ctrl-c-in-retry");
            const rule = { kind: "status", status: 429, retryAfter: "120", times: Infinity } as const;
            scene.emulator.fault({ method: "POST", path, ...rule });
            await interrupt(["ctrl-c-in-retry"], () => hasMet("ctrl-c-in-retry", "POST", 429), 1);
        });

        before("twice during a POST", async () => {
            declareSlowly("ctrl-c-twice", 1_500);
            await interrupt(["ctrl-c-twice"], () => hasMet("ctrl-c-twice", "POST"), 2);
        });

        row("Ctrl-C once during the POST", () => {
            const { held, storedIds } = left["ctrl-c-in-post"] ?? {};
            expect(held).to.have.length(1).and.to.deep.equal(storedIds);
        });

        it("ends all waiting at once", () => {
            for (const took of tookMs) expect(took).to.be.below(60_000);
            expect(scene.project.printed()).to.contain("interrupted while waiting to try again");
        });

        describe("and the next `pulumi up`, which replaces a schedule besides", () => {
            let replaced: Left;

            before(async () => {
                replaced = leftOf("killed-cli-in-replacement");
                await scene.succeed(`up --replace ${urnOf("killed-cli-in-replacement")}`);
            });

            row("Ctrl-C once while waiting for a retry", () => {
                expect(left["ctrl-c-in-retry"]).to.deep.equal({ held: [], storedIds: [], isPending: false });
                expectOneOf("ctrl-c-in-retry", "3");
            });

            row("the same, after a lost response", () => {
                const { held, storedIds } = left["ctrl-c-after-loss"] ?? {};
                expect(storedIds).to.deep.equal([`${pathOf("ctrl-c-after-loss")}/unconfirmed`]);
                expect(leftOf("ctrl-c-after-loss").held).to.deep.equal(held);
                expectOneOf("ctrl-c-after-loss", "3");
            });

            row("Ctrl-C twice during the POST", () => {
                expect(left["ctrl-c-twice"]).to.deep.include({ storedIds: [], isPending: true });
                expectOneOf("ctrl-c-twice", "3");
            });

            row("`pulumi up --replace`", () => {
                expect(leftOf("killed-cli-in-replacement")).to.deep.equal(replaced);
                expectOneOf("killed-cli-in-replacement", "3");
            });
        });
    });

    describe("`pulumi refresh --clear-pending-creates`", () => {
        it("forgets what is pending, and nothing else", async () => {
            expect(scene.pending()).to.include.members(["killed-cli-in-post", "ctrl-c-twice"]);
            await scene.succeed("refresh --clear-pending-creates");
            expect(scene.pending()).to.deep.equal([]);
            expectOneOf("killed-cli-in-post", "4");
            expectOneOf("ctrl-c-twice", "3");
        });
    });
});
