/** Many rounds, some side by side, for as long as there is time. */
import { runRound, type Equipment, type RoundResult } from "./round";

export interface RoundsOptions {
    /** The first round's seed; each further round's is one more. */
    readonly seed: number;
    readonly rounds: number;
    /** No round begins later than this after the first. */
    readonly limitMs: number;
    /** How many rounds run at once. */
    readonly sideBySide: number;
    readonly onEnd: (result: RoundResult) => void;
}

/** Runs rounds and answers with the results of all that were begun. */
export async function runRounds(equipment: Equipment, options: RoundsOptions): Promise<RoundResult[]> {
    const { seed, rounds, limitMs, sideBySide, onEnd } = options;
    const endMs = performance.now() + limitMs;
    const results: RoundResult[] = [];
    let begun = 0;
    const lane = async () => {
        while (begun < rounds && performance.now() < endMs) {
            const result = await runRound(seed + begun++, equipment);
            results.push(result);
            onEnd(result);
        }
    };
    await Promise.all(Array.from({ length: sideBySide }, lane));
    return results;
}

/** What to print of a round that failed. */
export function report({ seed, plan, problems, folder }: RoundResult): string {
    return [
        `Round ${seed} failed. To repeat it: npm run test:chaos -- --rounds 1 --seed ${seed}`,
        ...problems.map((problem) => `  - ${problem}`),
        `  service: ${JSON.stringify(plan.service)}`,
        ...plan.steps.map((step, index) => `  step ${index + 1}: ${JSON.stringify(step)}`),
        `  kept: ${folder}`,
    ].join("\n");
}
