/**
 * Runs random programs through random faults and kills with the real Pulumi CLI: `npm run test:chaos -- --help`.
 */
import { randomInt } from "node:crypto";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findPulumi } from "../../scripts/pulumi-cli";
import { installPackage } from "../e2e/support/installation";
import { report, runRounds } from "./rounds";

const HELP = `npm run test:chaos -- [options]

--rounds N        how many rounds (default 20)
--seed N          the first round's seed (default: a random one, printed first); each further round's is one more
--minutes N       begin no round later than this (default 60)
--side-by-side N  how many rounds run at once (default 2)`;

async function main(): Promise<void> {
    const { values } = parseArgs({
        options: {
            rounds: { type: "string", default: "20" },
            seed: { type: "string", default: String(randomInt(1_000_000)) },
            minutes: { type: "string", default: "60" },
            "side-by-side": { type: "string", default: "2" },
            help: { type: "boolean", default: false },
        },
    });
    if (values.help) {
        console.log(HELP);
        return;
    }
    const [seed, rounds, minutes, sideBySide] = (["seed", "rounds", "minutes", "side-by-side"] as const).map(
        (name) => numberOf(name, values[name]),
    ) as [number, number, number, number];
    console.log(`seed ${seed}`);
    const pulumi = await findPulumi();
    const installation = installPackage();
    try {
        const equipment = { pulumi, modules: join(installation.folder, "node_modules") };
        const startedAtMs = performance.now();
        const results = await runRounds(equipment, {
            ...{ seed, rounds, sideBySide, limitMs: minutes * 60_000 },
            onEnd: (result) => {
                console.log(result.problems.length === 0 ? `round ${result.seed} passed` : report(result));
            },
        });
        const failed = results.filter(({ problems }) => problems.length > 0).length;
        const tookS = Math.round((performance.now() - startedAtMs) / 1000);
        console.log(`${results.length - failed} rounds passed, ${failed} failed, in ${tookS} s`);
        process.exitCode = failed > 0 ? 1 : 0;
    } finally {
        installation.remove();
    }
}

function numberOf(name: string, text: string): number {
    const number = Number(text);
    if (text.trim() === "" || !(number >= 0)) throw new Error(`--${name} takes a number, not "${text}"`);
    return number;
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
