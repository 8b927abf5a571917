import { join } from "node:path";
import { expect } from "chai";
import { findPulumi } from "../../scripts/pulumi-cli";
import { report, runRounds } from "../chaos/rounds";
import { installationFolder } from "./support/hooks";

describe("a minute of random programs, faults and kills", () => {
    // The same rounds each time: what a change breaks is to show here, while `npm run test:chaos` looks for the unknown.
    const seed = 5000;

    it(`ends with exactly the declared schedules (seed ${seed})`, async () => {
        const equipment = { pulumi: await findPulumi(), modules: join(installationFolder(), "node_modules") };
        const failures: string[] = [];
        const results = await runRounds(equipment, {
            seed,
            rounds: 6,
            sideBySide: 2,
            limitMs: 40_000,
            onEnd: (result) => {
                if (result.problems.length > 0) failures.push(report(result));
            },
        });
        expect(results).not.to.be.empty;
        expect(failures.join("\n")).to.equal("");
    });
});
