import { expect } from "chai";
import fc from "fast-check";
import { commands } from "./support/model/commands";
import { initialModel } from "./support/model/model";
import { Stage, type Stacks } from "./support/model/stage";
import { World } from "./support/world";

/** So many sequences run side by side, each with a service and a provider process of its own. */
const LANES = 8;
/** No sequence begins after this many commands, or after the time limit. */
const COMMANDS = Number(process.env["MODEL_COMMANDS"] ?? 1_200);
const LIMIT_MS = 120_000;

/** What the service may be like, as far as its documentation leaves it open. */
const behaviour = fc.record({
    ids: fc.boolean(),
    absent: fc.constantFrom("null-text", "null", "missing", "empty"),
    spelling: fc.constantFrom("as-sent", "service"),
    createdAt: fc.constantFrom("milliseconds", "seconds"),
    deletedSchedules: fc.constantFrom("not-found", "dated"),
});

describe("any sequence of runs, faults, crashes and other people's work", () => {
    const worlds: (readonly [World, Stacks])[] = [];
    // The same sequences each time; other ones with a seed from outside.
    const seed = Number(process.env["MODEL_SEED"] ?? 20_261_126);

    before(async () => {
        const opened = Array.from({ length: LANES }, async () => {
            const world = await World.open();
            return [world, [world.engine, await world.openStack("other")]] as const;
        });
        worlds.push(...(await Promise.all(opened)));
    }).timeout(60_000);

    after(() =>
        Promise.all(
            worlds.map(async ([world, [, other]]) => {
                await other.provider.kill();
                await world.close();
            }),
        ),
    );

    it("ends with exactly the declared schedules", async () => {
        const endMs = performance.now() + LIMIT_MS;
        let count = 0;

        async function lane([world, stacks]: readonly [World, Stacks], index: number): Promise<void> {
            let isShrinking = false;
            const property = fc.asyncProperty(behaviour, commands, async (service, sequence) => {
                if (performance.now() > endMs || (count >= COMMANDS && !isShrinking)) return;
                const [model, real] = [initialModel(), new Stage(world, stacks, service)];
                try {
                    await fc.asyncModelRun(() => ({ model, real }), sequence);
                    await real.settle(model);
                } catch (error) {
                    isShrinking = true;
                    throw error;
                } finally {
                    count += real.commands;
                }
            });
            await fc.assert(property, { seed: seed + index, numRuns: 60, includeErrorInReport: true });
        }

        // All come to their end before one failure ends the test, so that none outlives it.
        const outcomes = await Promise.allSettled(worlds.map(lane));
        for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
        expect(count).to.be.greaterThan(COMMANDS / 10);
    }).timeout(LIMIT_MS * 2);
});
