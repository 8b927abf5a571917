import { expect } from "chai";
import type { FaultRule } from "../../../emulator/src";
import type { Scene } from "../../chaos/scene";
import { expectOne, hoursOf, openScene, row } from "../support/fault-table";

/** What happens to a POST, and the time that the resource's create may take. */
type Fault = Omit<FaultRule, "method" | "path"> & { limit?: string };

const FAULTS: Record<string, Fault> = {
    "POST: connection reset before the write": { kind: "reset-before-write" },
    "POST: connection reset after the write": { kind: "reset-after-write" },
    "POST: no response in time, written late": { kind: "delay-before-write", delayMs: 3_500, limit: "6s" },
    "POST: 409, the first request still running": {
        ...{ kind: "delay-before-write", delayMs: 12_000, limit: "18s" },
    },
    "POST: half a response": { kind: "half-response" },
    "POST: a proxy's page with status 200": { kind: "html", status: 200, write: true },
    "POST: a proxy's page with status 502": { kind: "html", status: 502, write: true },
    "POST: 500, recorded for its key, not written": { kind: "status", status: 500, write: false },
    "POST: 503": { kind: "status", status: 503 },
};

describe("the fault table: what a command gets through by itself", () => {
    const names = Object.keys(FAULTS);
    const [twins, updated, deleted] = [names.length, names.length + 1, names.length + 2] as const;
    let scene: Scene;

    before(async () => {
        scene = await openScene({ syncs: names.length + 3, readLagMs: 300 });
        Object.values(FAULTS).forEach(({ limit, ...fault }, sync) => {
            const options = limit === undefined ? {} : { customTimeouts: { create: limit } };
            scene.declare(`s${sync}`, sync, 3, options);
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
