import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { REPOSITORY } from "../support/documentation";
import { failureOf } from "./support/program";
import { walk } from "./support/walkthrough";
import { openWorld } from "./support/world";

/** The commands of a page in the folder of an example, and what they print, block by block. */
const GUIDES: readonly {
    page: string;
    example: string;
    before?: Record<number, string>;
    prints: readonly RegExp[];
}[] = [
    {
        page: "several-accounts",
        example: "several-accounts",
        prints: [
            /\+ 4 created[^]*daily hour=3 minute=30[^]*Second organization\)\n .* daily hour=1 minute=30/,
        ],
    },
    { page: "testing", example: "testing", prints: [/^# pass 5$/m] },
    {
        page: "adopting",
        example: "daily",
        before: { 0: "echo > index.ts; pulumi config set syncId none" },
        prints: [
            /^$/,
            /inactive[^]*3 of 3 schedules to take over/,
            /= 3 imported[^]*4 unchanged/,
            /~ hour *: 5 => 3/,
            /1 of 4 schedules to take over[^]*= 1 imported[^]*5 unchanged/,
        ],
    },
    {
        page: "operations",
        example: "managed-sync",
        before: {
            0: 'eval "$(npx polytomic-emulator --background)"; pulumi config set syncId $POLYTOMIC_SYNC_ID; pulumi up',
            1: "pulumi destroy; cp ../pulumi-polytomic/examples/ignore-changes/index.ts .; pulumi up",
            2: "pulumi destroy; kill $POLYTOMIC_EMULATOR_PID",
        },
        prints: [/inactive/, /hour=5 minute=45/, /\+ \d created/],
    },
];

describe("the commands of the guides", () => {
    for (const { page, example, before, prints } of GUIDES)
        it(`of docs/${page}.md do what it says`, async () => {
            const guide = await walk(`docs/${page}.md`, { example, before: before ?? {} });
            try {
                expect(guide.printed).to.have.length(prints.length);
                for (const [index, pattern] of prints.entries())
                    expect(guide.printed[index]).to.match(pattern);
            } finally {
                guide.close();
            }
        });
});

describe("examples/policies", () => {
    it("lets pass what runs at most hourly, and refuses other schedules and daily ones in a freeze", async () => {
        const world = await openWorld();
        const { program } = world;
        const folder = join(program.folder, "policies");
        cpSync(join(REPOSITORY, "examples/policies"), folder, { recursive: true });
        // The CLI starts an executable pack on any language host.
        const pack = join(folder, "pack.js");
        writeFileSync(
            pack,
            '#!/usr/bin/env node\nprocess.chdir(__dirname);\nrequire("tsx/cjs");\nrequire("./index.ts");\n',
        );
        chmodSync(pack, 0o755);
        const modules = join(folder, "node_modules");
        execFileSync("mkdir", ["-p", join(modules, "@pulumi")]);
        for (const name of ["tsx", "@pulumi/policy"])
            execFileSync("ln", ["-s", join(REPOSITORY, "node_modules", name), join(modules, name)]);

        const preview = (from: string, until: string) => {
            const config = { "no-daily-runs-in-a-freeze": { from, until } };
            writeFileSync(join(folder, "freeze.json"), JSON.stringify(config));
            return program.pulumi(
                "preview --policy-pack policies/pack.js --policy-pack-config policies/freeze.json",
            );
        };
        const past = ["2020-01-01T00:00:00Z", "2020-01-02T00:00:00Z"] as const;
        const now = ["2020-01-01T00:00:00Z", "2120-01-02T00:00:00Z"] as const;

        world.declare({
            daily: { frequency: "daily", hour: 3 },
            hourly: { frequency: "hourly", minute: 15 },
            weekly: { frequency: "weekly", dayOfWeek: "monday" },
            manual: { frequency: "manual" },
        });
        expect(await preview(...past)).to.contain("to create");
        expect(await failureOf(preview(...now))).to.match(/daily\)[^]*It would run at .*T03:00:00/);

        world.declare({
            often: { frequency: "custom", minute: "*/20", hour: "8-17" },
            always: { frequency: "continuous" },
        });
        expect(await failureOf(preview(...past)))
            .to.contain('Use frequency "hourly" in place of "continuous".')
            .and.to.contain("It would run every 20 minutes");
        await world.close();
    });
});
