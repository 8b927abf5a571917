import { join } from "node:path";
import { expectPass, installRunners, RUNNERS, type RunnerName } from "../matrix/runners";
import { installationFolder } from "./support/hooks";

describe("a component of several schedules in a user's own tests, under mocks", () => {
    const names = Object.keys(RUNNERS) as RunnerName[];
    let folder: string;

    before(async () => {
        folder = join(installationFolder(), "mocks");
        await installRunners(folder, names);
    });

    for (const name of names)
        it(`passes in ${name}, which ends by itself and has nothing to complain of`, () =>
            expectPass(folder, name));
});
