import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { FaultRule } from "../../emulator/src";
import { findPulumi } from "../../scripts/pulumi-cli";
import { Scene } from "../chaos/scene";
import { installationFolder } from "./support/hooks";

// Each row of the table in docs/reliability.md is a test of the same name below.
const tested: string[] = [];

/** Tests a row of the table. */
function row(fault: string, test: () => void | Promise<void>): void {
    tested.push(fault);
    it(fault, test);
}

async function open(options: Parameters<typeof Scene.open>[1] = {}): Promise<Scene> {
    const modules = join(installationFolder(), "node_modules");
    return Scene.open({ pulumi: await findPulumi(), modules }, options);
}

const hoursOf = (scene: Scene, sync: number) =>
    scene.emulator.schedules(scene.syncId(sync)).map(({ hour }) => hour);

/** Exactly one schedule, with these hours, and state knows it. */
function expectOne(scene: Scene, name: string, sync: number, hour: string): void {
    expect(hoursOf(scene, sync)).to.deep.equal([hour]);
    expect(scene.storedIds(name)).to.deep.equal(scene.held(sync));
}

const isPostFor = (scene: Scene, sync: number) => () =>
    scene.emulator.requests.some(
        ({ method, path }) => method === "POST" && path.includes(scene.syncId(sync)),
    );

// In a scene of its own: all requests of a process keep to the pace that a refusal teaches it.
describe("the fault table: a create that is told to slow down", () => {
    let scene: Scene;

    before(async () => {
        scene = await open({ syncs: 1 });
        scene.declare("slowed", 0, 3);
        scene.emulator.fault({ method: "POST", kind: "status", status: 429, retryAfter: "1" });
        await scene.succeed("up");
    });

    after(() => scene.close());

    row("POST: 429 with `Retry-After`", () => {
        expectOne(scene, "slowed", 0, "3");
        expect(scene.emulator.requests.map(({ status }) => status)).to.include(429);
    });
});

describe("the fault table: what a create gets through by itself", () => {
    const faults: Record<string, Omit<FaultRule, "method" | "path"> & { limit?: string }> = {
        "POST: connection reset before the write": { kind: "reset-before-write" },
        "POST: connection reset after the write": { kind: "reset-after-write" },
        "POST: no response in time, written late": {
            kind: "delay-before-write",
            delayMs: 3_500,
            limit: "6s",
        },
        "POST: 409, the first request still running": {
            ...{ kind: "delay-before-write", delayMs: 12_000, limit: "18s" },
        },
        "POST: half a response": { kind: "half-response" },
        "POST: a proxy's page with status 200": { kind: "html", status: 200, write: true },
        "POST: a proxy's page with status 502": { kind: "html", status: 502, write: true },
        "POST: 500, recorded for its key, not written": { kind: "status", status: 500, write: false },
        "POST: 503": { kind: "status", status: 503 },
    };
    const names = Object.keys(faults);
    const [twins, updated, deleted] = [names.length, names.length + 1, names.length + 2] as const;
    let scene: Scene;

    before(async () => {
        scene = await open({ syncs: names.length + 3, readLagMs: 300 });
        Object.values(faults).forEach(({ limit, ...fault }, sync) => {
            scene.declare(
                `s${sync}`,
                sync,
                3,
                limit === undefined ? {} : { customTimeouts: { create: limit } },
            );
            scene.emulator.fault({ method: "POST", path: scene.syncId(sync), ...fault });
        });
        for (const name of ["twin1", "twin2"]) scene.declare(name, twins, 3);
        scene.emulator.fault({
            ...{ method: "POST", path: scene.syncId(twins), kind: "reset-after-write", times: 2 },
        });
        scene.declare("updated", updated, 3);
        scene.declare("deleted", deleted, 3);
        await scene.succeed("up");
    });

    after(() => scene.close());

    names.forEach((name, sync) => {
        row(name, () => {
            expectOne(scene, `s${sync}`, sync, "3");
        });
    });

    it("has really met a request that was still running", () => {
        expect(scene.emulator.requests.map(({ status }) => status)).to.include(409);
    });

    row("two equal schedules on one bulk sync, both responses lost", () => {
        expect(hoursOf(scene, twins)).to.deep.equal(["3", "3"]);
        expect([...scene.storedIds("twin1"), ...scene.storedIds("twin2")]).to.have.members(scene.held(twins));
    });

    row("reads that lag behind writes", async () => {
        const output = await scene.succeed("up --refresh --expect-no-changes");
        expect(output).to.contain(`${names.length + 5} unchanged`);
    });

    describe("then an update and a delete", () => {
        before(async () => {
            scene.declare("updated", updated, 4);
            scene.declare("deleted", deleted, undefined);
            for (const method of ["PUT", "DELETE"] as const)
                scene.emulator.fault({ method, kind: "reset-after-write" });
            await scene.succeed("up");
        });

        row("PUT: response lost", () => {
            expectOne(scene, "updated", updated, "4");
        });

        row("DELETE: response lost", () => {
            expect(scene.held(deleted)).to.deep.equal([]);
            expect(scene.stored("deleted")).to.deep.equal([]);
        });

        row("created, deleted and created again within a day", async () => {
            scene.declare("deleted", deleted, 3);
            await scene.succeed("up");
            expectOne(scene, "deleted", deleted, "3");
        });
    });
});

describe("the fault table: what the next command settles", () => {
    const limits = { customTimeouts: { create: "3s", update: "2s" } };
    let scene: Scene;

    const loseAnswersAndDie = (method: "POST" | "PUT", sync: number) => {
        const path = scene.syncId(sync);
        scene.emulator.fault({ method, path, kind: "reset-after-write", times: Infinity });
        scene.emulator.fault({ path, kind: "status", status: 503, times: Infinity });
    };

    before(async () => {
        scene = await open({ syncs: 6 });
        [0, 1, 2].forEach((sync) => {
            scene.declare(`s${sync}`, sync, 3, limits);
            loseAnswersAndDie("POST", sync);
        });
        scene.declare("s3", 3, 3, limits);
        for (const name of ["alike1", "alike2", "alike3"]) scene.declare(name, 4, 3, limits);
        loseAnswersAndDie("POST", 4);
        expect(await scene.fail("up")).to.contain("The schedule may exist all the same");
        scene.emulator.clearFaults();
    });

    after(() => scene.close());

    row("POST: response lost, and no response to later requests", async () => {
        const [id] = scene.held(0);
        expect(scene.storedIds("s0")).to.deep.equal([`${scene.syncId(0)}/unconfirmed`]);
        expect(await scene.succeed("preview")).to.match(/BulkSyncSchedule +s0 +replace/);
        await scene.succeed(`up --target ${scene.stored("s0")[0]?.urn ?? ""}`);
        expect(scene.storedIds("s0")).to.deep.equal([id]);
        expectOne(scene, "s0", 0, "3");
    });

    row("the same, then `pulumi refresh`", async () => {
        const [id] = scene.held(1);
        const target = scene.stored("s1")[0]?.urn ?? "";
        await scene.succeed(`refresh --target ${target}`);
        expect(scene.storedIds("s1")).to.deep.equal([`${scene.syncId(1)}/unconfirmed`]);
        await scene.succeed(`up --target ${target}`);
        expect(scene.storedIds("s1")).to.deep.equal([id]);
        expectOne(scene, "s1", 1, "3");
    });

    row("the same, then `pulumi destroy`", async () => {
        await scene.succeed(`destroy --target ${scene.stored("s2")[0]?.urn ?? ""}`);
        expect(scene.held(2)).to.deep.equal([]);
        expect(scene.stored("s2")).to.deep.equal([]);
    });

    row("the same for several equal schedules, some of them removed from the program", async () => {
        const held = scene.held(4);
        expect(held).to.have.length(3);
        scene.declare("alike1", 4, undefined);
        scene.declare("alike3", 4, undefined);
        await scene.succeed("up");
        expectOne(scene, "alike2", 4, "3");
        expect(held).to.include.members(scene.held(4));
        for (const name of ["alike1", "alike3"]) expect(scene.stored(name)).to.deep.equal([]);
    });

    row("POST: 500, recorded for its key, written", async () => {
        scene.declare("s5", 5, 3);
        scene.emulator.fault({
            ...{ method: "POST", path: scene.syncId(5), kind: "status", status: 500, write: true },
        });
        const failure = await scene.fail("up");
        const [left = "none"] = scene.held(5);
        expect(failure).to.contain("returned 500").and.to.contain(`import: "${left}"`);
        expect(scene.held(5)).to.have.length(1);
        expect(scene.stored("s5")).to.deep.equal([]);
        scene.emulator.removeSchedule(scene.syncId(5), left.split("/")[1] ?? "");
        await scene.succeed("up");
        expectOne(scene, "s5", 5, "3");
    });

    row("PUT: the schedule is gone", async () => {
        const [id = ""] = scene.held(3);
        scene.emulator.removeSchedule(scene.syncId(3), id.split("/")[1] ?? "");
        scene.emulator.advanceClock(60_000);
        scene.declare("s3", 3, 5, limits);
        expect(await scene.fail("up")).to.contain("it creates the schedule anew");
        expect(scene.storedIds("s3")).to.deep.equal([id]);
        scene.declare("s3", 3, 3, limits);
        expect(await scene.succeed("preview")).to.match(/BulkSyncSchedule +s3 +replace/);
        await scene.succeed("up");
        expectOne(scene, "s3", 3, "3");
        expect(scene.held(3)).not.to.include(id);
        await scene.succeed("up --refresh --expect-no-changes");
    });

    row("PUT: response lost, and no response to later requests", async () => {
        scene.declare("s3", 3, 4, limits);
        loseAnswersAndDie("PUT", 3);
        expect(await scene.fail("up")).to.contain("could not update schedule");
        scene.emulator.clearFaults();
        expect(hoursOf(scene, 3)).to.deep.equal(["4"]);
        expect(scene.stored("s3")[0]?.inputs).to.include({ hour: 3 });
        scene.declare("s3", 3, 3, limits);
        await scene.succeed("up");
        expectOne(scene, "s3", 3, "3");
        await scene.succeed("up --refresh --expect-no-changes");
    });
});

describe("the fault table: processes that end too early", () => {
    let scene: Scene;

    before(async () => {
        scene = await open({ syncs: 8 });
    });

    after(() => scene.close());

    /** Declares a schedule and strikes while its POST is on its way. */
    const strikeDuringPost = async (sync: number, victim: "cli" | "provider" | "ctrl-c", blows?: number) => {
        scene.declare(`s${sync}`, sync, 3);
        scene.emulator.fault({
            ...{ method: "POST", path: scene.syncId(sync), kind: "delay-before-write", delayMs: 1_500 },
        });
        await scene.interrupt("up", victim, isPostFor(scene, sync), blows);
    };

    row("`kill -9` of the CLI during the POST", async () => {
        await strikeDuringPost(0, "cli");
        expect(scene.stored("s0")).to.deep.equal([]);
        expect(scene.hasPendingOperation()).to.be.true;
        scene.declare("s0", 0, 4);
        expect(await scene.fail("up")).to.contain("pulumi cancel");
        await scene.succeed("cancel");
        const failure = await scene.fail("up");
        expect(failure).to.contain("pending operation").and.to.contain("hour: 4 → 3");
        expectOne(scene, "s0", 0, "3");
        await scene.succeed("up");
        expectOne(scene, "s0", 0, "4");
        await scene.succeed("refresh --clear-pending-creates");
        expect(scene.hasPendingOperation()).to.be.false;
        expectOne(scene, "s0", 0, "4");
    });

    row("`kill -9` of the provider process during the POST", async () => {
        await strikeDuringPost(1, "provider");
        expect(scene.stored("s1")).to.deep.equal([]);
        await scene.succeed("up");
        expectOne(scene, "s1", 1, "3");
    });

    row("`kill -9` of the provider process during a DELETE, and declared again", async () => {
        scene.declare("s1", 1, undefined);
        const path = scene.syncId(1);
        scene.emulator.fault({ method: "DELETE", path, kind: "delay-after-write", delayMs: 5_000 });
        await scene.interrupt("up", "provider", () => scene.held(1).length === 0);
        expect(scene.stored("s1")).to.have.length(1);
        scene.declare("s1", 1, 4);
        scene.emulator.advanceClock(60_000);
        expect(await scene.fail("up")).to.contain("it creates the schedule anew");
        await scene.succeed("up");
        expectOne(scene, "s1", 1, "4");
    });

    row("Ctrl-C once during the POST", async () => {
        await strikeDuringPost(2, "ctrl-c");
        expectOne(scene, "s2", 2, "3");
    });

    row("Ctrl-C twice during the POST", async () => {
        await strikeDuringPost(3, "ctrl-c", 2);
        expect(scene.stored("s3")).to.deep.equal([]);
        await scene.succeed("up");
        expectOne(scene, "s3", 3, "3");
        await scene.succeed("refresh --clear-pending-creates");
        expect(scene.hasPendingOperation()).to.be.false;
    });

    row("Ctrl-C once while waiting for a retry", async () => {
        scene.declare("s5", 5, 3);
        const rule = { kind: "status", status: 429, retryAfter: "120", times: Infinity } as const;
        scene.emulator.fault({ method: "POST", path: scene.syncId(5), ...rule });
        const startedAtMs = Date.now();
        await scene.interrupt("up", "ctrl-c", isPostFor(scene, 5));
        expect(Date.now() - startedAtMs).to.be.below(60_000);
        expect(scene.project.printed()).to.contain("interrupted while waiting to try again");
        scene.emulator.clearFaults();
        expect(scene.held(5)).to.deep.equal([]);
        expect(scene.stored("s5")).to.deep.equal([]);
        expect(scene.hasPendingOperation()).to.be.false;
        await scene.succeed("up");
        expectOne(scene, "s5", 5, "3");
    });

    row("the same, after a lost response", async () => {
        scene.declare("s6", 6, 3);
        scene.emulator.fault({ method: "POST", path: scene.syncId(6), kind: "reset-after-write" });
        const rule = { kind: "status", status: 503, retryAfter: "120", times: Infinity } as const;
        scene.emulator.fault({ path: scene.syncId(6), ...rule });
        const startedAtMs = Date.now();
        const isWaiting = () => scene.emulator.requests.some(({ status }) => status === 503);
        await scene.interrupt("up", "ctrl-c", isWaiting);
        expect(Date.now() - startedAtMs).to.be.below(60_000);
        scene.emulator.clearFaults();
        expect(scene.storedIds("s6")).to.deep.equal([`${scene.syncId(6)}/unconfirmed`]);
        await scene.succeed("up");
        expectOne(scene, "s6", 6, "3");
    });

    row("`kill -9` right after a recorded 500 that wrote", async () => {
        scene.declare("s7", 7, 3);
        const path = scene.syncId(7);
        scene.emulator.fault({ method: "POST", path, kind: "status", status: 500, write: true });
        scene.emulator.fault({ method: "GET", path, kind: "delay-before-write", delayMs: 30_000 });
        const isLooking = () =>
            scene.emulator.requests.some(
                (request) => request.method === "GET" && request.path.includes(path),
            );
        await scene.interrupt("up", "cli", isLooking);
        scene.emulator.clearFaults();
        scene.emulator.advanceClock(60_000);
        const [left = "none"] = scene.held(7);
        await scene.succeed("cancel");
        expect(await scene.fail("up"))
            .to.contain("may have created one of these")
            .and.to.contain(`import: "${left}"`);
        expect(scene.held(7)).to.deep.equal([left]);
        expect(scene.stored("s7")).to.deep.equal([]);
        scene.declare("s7", 7, 3, { import: left });
        await scene.succeed("up");
        expect(scene.held(7)).to.deep.equal([left]);
        expectOne(scene, "s7", 7, "3");
        await scene.succeed("refresh --clear-pending-creates");
    });

    row("`pulumi up --replace`", async () => {
        const before = scene.held(0);
        await scene.succeed(`up --replace ${scene.stored("s0")[0]?.urn ?? ""}`);
        expect(scene.held(0)).to.deep.equal(before);
        expectOne(scene, "s0", 0, "4");
    });

    row("`kill -9` between the create and the delete of a replacement", async () => {
        // The engine deletes at the very end: until the slow create is done, the old record waits for it.
        scene.declare("slow", 4, 3);
        scene.emulator.fault({
            ...{ method: "POST", path: scene.syncId(4), kind: "delay-before-write", delayMs: 8_000 },
        });
        const isReplaced = () => scene.stored("s0").some((record) => record.delete === true);
        await scene.interrupt(`up --replace ${scene.stored("s0")[0]?.urn ?? ""}`, "cli", isReplaced);
        expect(scene.stored("s0")).to.have.length(2);
        await scene.succeed("cancel");
        await scene.succeed("up");
        expectOne(scene, "s0", 0, "4");
        expectOne(scene, "slow", 4, "3");
    });
});

describe("the fault table: what must not be believed", () => {
    let scene: Scene;

    before(async () => {
        scene = await open({ syncs: 2 });
        scene.declare("s0", 0, 3);
        scene.declare("s1", 1, 3);
        await scene.succeed("up");
        // Older than what lagging reads may hide.
        scene.emulator.advanceClock(60_000);
    });

    after(() => scene.close());

    const expectUntouched = () => {
        expectOne(scene, "s0", 0, "3");
        expectOne(scene, "s1", 1, "3");
    };

    row("a key of another organization", async () => {
        const stranger = scene.emulator.addOrganization("Other");
        const environment = { POLYTOMIC_API_KEY: stranger.apiKey };
        for (const command of ["refresh", "destroy"]) {
            const printed = await scene.fail(command, environment);
            expect(printed).to.contain(`made in organization ${scene.emulator.organizationId}`);
            expect(printed).not.to.contain(stranger.apiKey);
            expectUntouched();
        }
        scene.declare("s0", 0, 5);
        expect(await scene.fail("up", environment)).to.contain(`belongs to organization ${stranger.id}`);
        scene.declare("s0", 0, 3);
        expectUntouched();
    });

    row("404 from a proxy", async () => {
        scene.emulator.fault({ path: "/schedules", kind: "html", status: 404, times: Infinity });
        expect(await scene.fail("refresh")).to.contain("not Polytomic's");
        scene.emulator.clearFaults();
        expectUntouched();
    });

    row("the bulk sync deleted", async () => {
        scene.emulator.removeSync(scene.syncId(1));
        await scene.succeed("refresh");
        expect(scene.stored("s1")).to.deep.equal([]);
        expectOne(scene, "s0", 0, "3");
        expect(await scene.fail("up")).to.contain("returned 404");
    });
});

describe("the fault table: idempotency keys without effect", () => {
    let scene: Scene;

    before(async () => {
        scene = await open({ syncs: 2, idempotencyKeys: "ignored" });
        scene.declare("s0", 0, 3);
        scene.declare("s1", 1, 3);
        scene.emulator.fault({ method: "POST", path: scene.syncId(1), kind: "half-response" });
    });

    after(() => scene.close());

    row("a service that ignores idempotency keys", async () => {
        const failure = await scene.fail("up");
        expectOne(scene, "s0", 0, "3");
        const [known = "none"] = scene.storedIds("s1");
        const [tooMany = "none", ...others] = scene.held(1).filter((id) => id !== known);
        expect(others).to.deep.equal([]);
        expect(failure).to.contain(`may have created one too many: ${tooMany.split("/")[1]}`);
        scene.emulator.removeSchedule(scene.syncId(1), tooMany.split("/")[1] ?? "");
        const before = scene.held(0);
        await scene.succeed(`up --replace ${scene.stored("s0")[0]?.urn ?? ""}`);
        expectOne(scene, "s0", 0, "3");
        expectOne(scene, "s1", 1, "3");
        expect(scene.held(0)).not.to.deep.equal(before);
    });
});

describe("the fault table itself", () => {
    it("has a test for every row, and a row for every test", () => {
        const page = readFileSync(join(__dirname, "../../docs/reliability.md"), "utf8");
        const [, table = ""] = page.split("## What each failure leads to");
        const lines = (table.split("##")[0] ?? "").split("\n").filter((line) => line.startsWith("|"));
        const faults = lines.slice(2).map((line) => line.split("|")[1]?.trim());
        expect(faults).to.have.members(tested);
    });
});
