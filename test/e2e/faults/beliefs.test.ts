import { expect } from "chai";
import type { Scene } from "../../chaos/scene";
import { expectOne, openScene, row } from "../support/fault-table";

// In a scene of its own: all requests of a process keep to the pace that a refusal teaches it.
describe("the fault table: a create that is told to slow down, and what must not be believed", () => {
    let scene: Scene;

    before(async () => {
        scene = await openScene({ syncs: 2 });
        scene.declare("s0", 0, 3);
        scene.declare("s1", 1, 3);
        scene.emulator.fault({ method: "POST", kind: "status", status: 429, retryAfter: "1" });
        await scene.succeed("up");
        // Older than what lagging reads may hide.
        scene.emulator.advanceClock(60_000);
    });

    after(() => scene.close());

    const expectUntouched = () => {
        expectOne(scene, "s0", 0, "3");
        expectOne(scene, "s1", 1, "3");
    };

    row("POST: 429 with `Retry-After`", () => {
        expectUntouched();
        expect(scene.emulator.requests.map(({ status }) => status)).to.include(429);
    });

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
        scene = await openScene({ syncs: 2, idempotencyKeys: "ignored" });
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
