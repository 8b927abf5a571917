import { expect } from "chai";
import { startEmulator, type Emulator } from "../../emulator/src";
import { KEYS, runOnTerminal } from "../support/terminal";
import { command } from "../support/watched-account";

describe("the question of `doctor --write`", () => {
    let emulator: Emulator;

    before(async () => {
        emulator = await startEmulator({ syncs: 1 });
    });
    after(() => emulator.close());

    async function answer(keys: string) {
        emulator.clearRequests();
        const env = {
            PATH: process.env["PATH"],
            POLYTOMIC_API_KEY: emulator.apiKey,
            POLYTOMIC_DEPLOYMENT_URL: emulator.url,
        };
        const args = ["doctor", "--write", emulator.syncs[0]?.id ?? ""];
        const { shown } = await runOnTerminal(command(args), env, { after: "[y/N] ", keys });
        const writes = emulator.requests.filter(({ method }) => method !== "GET").length;
        return { shown, writes };
    }

    for (const [what, keys] of [
        ["n", "n\r"],
        ["nothing", "\r"],
        ["another word", "yesterday\r"],
        ["Ctrl-C", KEYS.CTRL_C],
        ["Ctrl-D", KEYS.CTRL_D],
    ] as const)
        it(`answered with ${what} leads to no write`, async () => {
            const { shown, writes } = await answer(keys);
            expect(shown)
                .to.match(
                    /Make a schedule in bulk sync .* with frequency "manual", which never runs by itself, change it/,
                )
                .and.contain("! Nothing is written, since you did not say yes.");
            expect(writes).to.equal(0);
        });

    for (const keys of ["y\r", " YES \r"])
        it(`answered with ${keys.trim()} leads to writes, of which nothing is left`, async () => {
            const { shown, writes } = await answer(keys);
            expect(shown).to.contain("✓ Removed what this command made: 1 schedule.");
            expect(writes).to.be.greaterThan(2);
            expect(emulator.schedules(emulator.syncs[0]?.id ?? "")).to.deep.equal([]);
        });
});
