import { execFile } from "node:child_process";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { installationFolder } from "./support/hooks";
import { openWorld } from "./support/world";

const COMMONJS = 'const polytomic = require("pulumi-polytomic");\n';

/** Programs that have one module already, and the module that the command writes. */
const PROGRAMS = [
    {
        is: "JavaScript",
        files: { "index.js": COMMONJS },
        ...{ entry: "index.js", module: "polytomic-schedules.js", out: [] },
    },
    {
        is: "an ES module, with the files in a folder of their own",
        files: {
            "index.js": "export const isReady = await Promise.resolve(true);\n",
            "package.json": '{ "type": "module" }',
        },
        ...{ entry: "index.js", module: "taken over/polytomic-schedules.js", out: ["--out", "taken over"] },
    },
    {
        is: "in a folder of the project",
        files: {
            "Pulumi.yaml": "runtime: nodejs\nmain: infra\n",
            "infra/index.js": COMMONJS,
            "index.js": "throw 1;",
        },
        ...{ entry: "infra/index.js", module: "infra/polytomic-schedules.js", out: [] },
    },
] as const;

describe("what the command `import` prints", () => {
    for (const { is, files, entry, module, out } of PROGRAMS)
        it(`takes the schedules over as it is, where the program is ${is}`, async () => {
            const world = await openWorld();
            const { emulator, program, syncId } = world;
            const { folder } = program;
            for (const [path, text] of Object.entries(files)) {
                const name = readFileSync(join(folder, "Pulumi.yaml"), "utf8").split("\n")[0] ?? "";
                program.writeFile(path, path === "Pulumi.yaml" ? `${name}\n${text}` : text);
            }
            emulator.addSchedule(syncId, { frequency: "daily", hour: "3", minute: "30" });
            emulator.editSync(syncId, { active: false });

            const { stdout } = await promisify(execFile)(
                join(installationFolder(), "node_modules/.bin/pulumi-polytomic"),
                ["import", ...out],
                {
                    cwd: folder,
                    env: {
                        ...process.env,
                        POLYTOMIC_API_KEY: emulator.apiKey,
                        POLYTOMIC_DEPLOYMENT_URL: emulator.url,
                    },
                },
            );
            const printed = /^Wrote (.+) and .+ Add to (.+):\n\n {4}(.+)\n\n.+\n\n {4}pulumi (.+)\n/m.exec(
                stdout,
            );
            const [, written = "", main = "", line = "", command = ""] = printed ?? [];
            expect([written, main]).to.deep.equal([module, entry]);
            expect(readFileSync(join(folder, written), "utf8")).to.contain(
                "\n// new polytomic.BulkSyncActivation(",
            );
            appendFileSync(join(folder, main), `${line}\n`);
            const args = [...command.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
            await program.run([...args, "--yes"]);
            await program.pulumi("up --yes --skip-preview --expect-no-changes");
            expect(Object.keys(await program.schedules())).to.have.length(1);
            await world.close();
        });
});
