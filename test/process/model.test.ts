import { randomInt } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { Play } from "./support/model/play";
import { scenario } from "./support/model/scenario";
import { World } from "./support/world";

/** So many scenarios run side by side, each with a service and a provider process of its own. */
const LANES = 12;
/** The scenarios end once they have taken so many steps, and where that takes too long, at the limit. */
const STEPS = 2_400;
const LIMIT_MS = 120_000;

describe("any sequence of runs, faults, crashes and other people's work", () => {
    const worlds: World[] = [];
    const seed = randomInt(1_000_000);

    before(async () => {
        const opened = Array.from({ length: LANES }, () => World.open());
        worlds.push(...(await Promise.all(opened)));
    }).timeout(60_000);

    after(() => Promise.all(worlds.map((world) => world.close())));

    it("ends with exactly the declared schedules", async () => {
        const endMs = performance.now() + LIMIT_MS;
        let steps = 0;

        async function lane(world: World, index: number): Promise<void> {
            let isShrinking = false;
            const property = fc.asyncProperty(scenario, async (played) => {
                if (performance.now() > endMs || (steps >= STEPS && !isShrinking)) return;
                steps += played.steps.length;
                await new Play(world).run(played).catch((error: unknown) => {
                    isShrinking = true;
                    throw error;
                });
            });
            await fc.assert(property, { seed: seed + index, numRuns: 60 });
        }

        // All come to their end before one failure ends the test, so that none outlives it.
        const outcomes = await Promise.allSettled(worlds.map(lane));
        for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
        expect(steps).to.be.greaterThan(STEPS / 10);
    }).timeout(LIMIT_MS * 2);
});
