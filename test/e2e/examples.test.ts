import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { dailyAllYear, weeklyAllYear } from "../../provider";
import { blocksIn, PAGES } from "../support/documentation";
import { installationFolder } from "./support/hooks";
import { openWorld, type World } from "./support/world";

const repository = resolve(__dirname, "../..");

const BERLIN = { timeZone: "Europe/Berlin" };

const EXAMPLES = {
    daily: { language: "typescript", schedules: [{ frequency: "daily", hour: "3", minute: "30" }] },
    "several-schedules": {
        language: "typescript",
        schedules: [
            { frequency: "custom", minute: "*/20", hour: "8-17", dayOfWeek: "1-5" },
            { frequency: "daily", hour: "1", minute: "15" },
            { frequency: "weekly", dayOfWeek: "saturday", hour: "6", minute: "0" },
        ],
    },
    component: {
        language: "typescript",
        schedules: [
            { frequency: "custom", minute: "*/20", hour: "8-17", dayOfWeek: "1-5" },
            { frequency: "daily", hour: "1", minute: "15" },
        ],
    },
    "time-zones": {
        language: "typescript",
        previews: /working-days.*\n? *next runs: \d{4}-\d\d-\d\dT\d\d:00:00\+0[12]:00, \d{4}/,
        schedules: [
            { frequency: "custom", minute: "0", hour: "8,11,16", dayOfWeek: "1-5" },
            { frequency: "daily", hour: "2", minute: "30" },
            { frequency: "hourly", minute: "15" },
            { frequency: "weekly", dayOfWeek: "sunday", hour: "23", minute: "15" },
        ],
    },
    "local-time": {
        language: "typescript",
        schedules: [
            ...Object.values(dailyAllYear("09:00", BERLIN)),
            ...Object.values(
                weeklyAllYear([1, 2, 3, 4, 5], "17:30", { ...BERLIN, inChangeMonths: "weekdays" }),
            ),
        ],
    },
    "sync-by-name": {
        language: "typescript",
        schedules: [{ frequency: "custom", minute: "0", hour: "4", dayOfWeek: "1-5" }],
    },
    "run-on-deploy": {
        language: "typescript",
        schedules: [{ frequency: "daily", hour: "3", minute: "30" }],
    },
    javascript: {
        language: "javascript",
        schedules: [{ frequency: "weekly", dayOfWeek: "monday", hour: "6", minute: "45" }],
    },
} as const;

for (const [name, { language, schedules, ...rest }] of Object.entries(EXAMPLES)) {
    describe(`examples/${name}, with the packed package`, () => {
        let world: World;

        before(async () => {
            world = await openWorld({}, { name, language, startsAsUsers: name === "daily" });
            cpSync(join(repository, "examples", name), world.program.folder, {
                recursive: true,
                filter: (source) => !source.includes("node_modules"),
            });
            const [sync] = world.emulator.syncs;
            world.program.configure({ syncId: world.syncId, syncName: sync?.name ?? "", paused: "false" });
        });

        after(() => world.close());

        // The CLI compiles a TypeScript program with the example's own options, and refuses what they refuse.
        if (language === "javascript") {
            it("is accepted by the compiler", () => {
                compile(world.program.folder);
            });
        }

        if ("previews" in rest) {
            it("prints what it has to say at preview, without a call", async () => {
                world.emulator.clearRequests();
                expect(await world.program.pulumi("preview")).to.match(rest.previews);
                expect(world.emulator.requests).to.deep.equal([]);
            });
        }

        it("deploys, and names what it made in its outputs", async () => {
            await world.program.up();
            const held = world.emulator.schedules(world.syncId);
            expect(held).to.have.length(schedules.length);
            for (const schedule of schedules)
                expect(held.filter((other) => hasFields(other, schedule))).to.have.length(1);
            const { scheduleId, scheduleIds = [scheduleId] } = await world.program.outputs();
            expect(scheduleIds).to.have.members(held.map(({ id }) => id));
        });

        it("destroys what it made", async () => {
            await world.program.destroy();
            expect(world.emulator.schedules(world.syncId)).to.deep.equal([]);
        });
    });
}

describe("the documentation's TypeScript", () => {
    it("is accepted by the compiler", () => {
        const folder = join(installationFolder(), "documentation");
        cpSync(join(repository, "examples/daily"), folder, { recursive: true });
        // The programs of the emulator's page and those of policies import what a user has beside the package.
        const modules = join(folder, "node_modules");
        mkdirSync(join(modules, "@pulumi"), { recursive: true });
        for (const name of ["polytomic-emulator", "@pulumi/policy"])
            symlinkSync(join(repository, "node_modules", name), join(modules, name));
        const snippets = PAGES.filter((page) => page === "README.md" || page.includes("/")).flatMap(
            snippetsOf,
        );
        expect(snippets).to.have.length.greaterThan(2);
        const files = snippets.map((snippet, index) => {
            const file = `snippet-${index}.${/^(const .* = )?await /m.test(snippet) ? "mts" : "ts"}`;
            writeFileSync(join(folder, file), snippet);
            return file;
        });
        writeFileSync(join(folder, "globals.d.ts"), GLOBALS);
        const options = JSON.stringify({ extends: "./tsconfig.json", files: ["globals.d.ts", ...files] });
        writeFileSync(join(folder, "tsconfig.snippets.json"), options);
        compile(join(folder, "tsconfig.snippets.json"));
    });
});

const hasFields = (schedule: object, fields: object) =>
    Object.entries(fields).every(([name, value]) => Reflect.get(schedule, name) === String(value));

/** A page's snippets, each as a whole program. Those that show a file of the examples are compiled with these. */
function snippetsOf(page: string): string[] {
    return blocksIn(page)
        .filter(({ language, file }) => language === "ts" && file === undefined)
        .map(({ text }) => (text.includes("import ") ? text : `${IMPORTS}${text}`));
}

const IMPORTS = `import * as pulumi from "@pulumi/pulumi";
import * as polytomic from "pulumi-polytomic";

`;

/** What some snippets take for granted. */
const GLOBALS = `declare const syncId: string;
declare const importId: string;
declare const existing: { name: string; syncId: string; scheduleId: string; frequency: "daily"; hour: number }[];
declare const emulator: import("polytomic-emulator").Emulator;
declare const sync: import("polytomic-emulator").SyncReference;
`;

function compile(project: string): void {
    const compiler = join(installationFolder(), "node_modules/typescript/bin/tsc");
    const { status, stdout } = spawnSync(process.execPath, [compiler, "--project", project], {
        encoding: "utf8",
    });
    expect(status, stdout).to.equal(0);
}
