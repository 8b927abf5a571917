import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { PolytomicClient } from "polytomic";
import type { Emulator } from "../../emulator/src";
import { installationFolder } from "./support/hooks";
import type { Program } from "./support/program";
import { openWorld, type World } from "./support/world";
import { SAVE_STATE_AT_END } from "../support/pulumi-project";

const run = promisify(execFile);
const SYNCS = 20;

const DEFINITIONS = [
    { frequency: "daily", hour: "3", minute: "30" },
    { frequency: "weekly", dayOfWeek: "monday", hour: "6", minute: "0" },
    { frequency: "hourly", minute: "15" },
    { frequency: "custom", minute: "*/20", hour: "8-17", dayOfWeek: "1-5" },
    { frequency: "manual" },
] as const;

/** Five schedules for each bulk sync, made as Polytomic's own SDK makes them. */
async function fill({ url, apiKey }: Emulator, syncIds: readonly string[]): Promise<void> {
    const client = new PolytomicClient({ environment: url, token: apiKey, version: "2025-09-18" });
    for (const syncId of syncIds)
        for (const schedule of DEFINITIONS) await client.bulkSync.schedules.create(syncId, { schedule });
}

describe("the command line", () => {
    let world: World;
    let program: Program;

    const command = async (...args: string[]) => {
        const { emulator } = world;
        const bin = join(installationFolder(), "node_modules/.bin/pulumi-polytomic");
        const credentials = { POLYTOMIC_API_KEY: emulator.apiKey, POLYTOMIC_DEPLOYMENT_URL: emulator.url };
        const { stdout } = await run(bin, args, {
            cwd: program.folder,
            env: { ...process.env, ...credentials },
        });
        return stdout;
    };
    const written = (file: string) => readFileSync(join(program.folder, file), "utf8");
    const writes = () => world.emulator.requests.filter(({ method }) => method !== "GET");

    before(async () => {
        world = await openWorld({}, { language: "typescript" });
        program = world.program;
        const { emulator } = world;
        for (const { id } of emulator.syncs) emulator.removeSync(id);
        const ids = Array.from(
            { length: SYNCS },
            (_, index) => emulator.addSync({ name: `Sync ${index}` }).id,
        );
        await fill(emulator, ids);
        emulator.clearRequests();
    });
    after(() => world.close());

    it("shows what exists, and when it runs", async () => {
        const shown = await command("schedules", "--week", "Sync 1");
        expect(shown).to.match(/^bulk sync +runs +next run \(UTC\) +in Polytomic +last run\n/);
        expect(shown).to.match(/\nSync 1 +every day at 03:30 \(default\) +\w{3} \d{4}-\d\d-\d\d 03:30/);
        expect(shown).to.contain("\n5 schedules of 1 bulk sync.\nMost runs at once: 4 in the hour from");
    });

    it("shows first what it would take over, and writes nothing", async () => {
        const shown = await command("import", "--dry-run", "Sync 1*");
        expect(shown).to.contain("55 of 55 schedules to take over.\nNothing was written (--dry-run).");
        expect(existsSync(join(program.folder, "polytomic-schedules.ts"))).to.equal(false);
    });

    it("writes a program as somebody would write it by hand", async () => {
        expect(await command("import")).to.contain("100 of 100 schedules to take over.");
        expect(written("polytomic-schedules.ts")).to.contain(`
const sync1 = polytomic.getBulkSyncOutput({ name: "Sync 1" });

new polytomic.BulkSyncSchedule("sync-1-daily", {
  syncId: sync1.id,
  ...polytomic.daily("03:30"),
});

new polytomic.BulkSyncSchedule("sync-1-weekly", {
  syncId: sync1.id,
  ...polytomic.weekly("monday", "06:00"),
});
`);
    });

    it("writes a program that the strict compiler takes", async () => {
        const tsc = join(installationFolder(), "node_modules/.bin/tsc");
        const strict = ["--strict", "--noEmit", "--skipLibCheck", "--module", "node16", "--target", "es2022"];
        await run(tsc, [...strict, "--types", "node", "polytomic-schedules.ts"], { cwd: program.folder });
    });

    it("takes all of them over with one `pulumi import`, without a write to Polytomic", async () => {
        program.write('import "./polytomic-schedules";\nvoid [pulumi, polytomic];');
        await program.pulumi(
            "import --file polytomic-import.json --generate-code=false --protect=false --yes",
            SAVE_STATE_AT_END,
        );
        expect(Object.keys(await program.schedules())).to.have.length(SYNCS * DEFINITIONS.length);
        await program.pulumi("up --yes --skip-preview --expect-no-changes");
        expect(writes()).to.deep.equal([]);
    });

    it("leaves what the stack has, and never overwrites", async () => {
        const failure = await command("import").catch((error: unknown) =>
            String(Reflect.get(Object(error), "stderr")),
        );
        expect(failure)
            .to.contain("there is polytomic-schedules.ts and polytomic-import.json already")
            .and.to.contain("`pulumi stack export --file stack.json`, and add --stack stack.json.");

        await program.pulumi("stack export --file stack.json");
        const again = ["import", "--stack", "stack.json"] as const;
        expect(await command(...again)).to.contain(
            "0 of 100 schedules to take over; 100 are in the stack already. Nothing was written.",
        );

        const sync = world.emulator.syncs[1];
        const added = world.emulator.addSchedule(sync?.id ?? "", {
            frequency: "daily",
            hour: "22",
            minute: "0",
        });
        const first = written("polytomic-schedules.ts");
        expect(await command(...again))
            .to.contain("1 of 101 schedules to take over; 100 are in the stack already.")
            .and.to.contain('Add to index.ts:\n\n    import "./polytomic-schedules-2";')
            .and.to.contain("pulumi import --file polytomic-import-2.json ");
        expect(written("polytomic-schedules-2.ts")).to.contain('polytomic.daily("22:00")');
        expect(written("polytomic-import-2.json")).to.contain(added.id);
        expect(written("polytomic-schedules.ts")).to.equal(first);
    });

    it("names resources as in Terraform", async () => {
        const id = world.emulator.syncs[0]?.id;
        const instances = [{ attributes: { id } }];
        const resources = [{ mode: "managed", type: "polytomic_bulk_sync", name: "orders", instances }];
        writeFileSync(join(program.folder, "terraform.json"), JSON.stringify({ version: 4, resources }));
        await command("import", "--terraform", "terraform.json", "--out", "terraform", "--import-option");
        expect(written("terraform/polytomic-schedules.ts"))
            .to.contain('"orders-daily",')
            .and.contain("import:\n");
    });

    it("says in one line what is wrong", async () => {
        const failure = (env: NodeJS.ProcessEnv, ...args: string[]) =>
            run(join(installationFolder(), "node_modules/.bin/pulumi-polytomic"), args, { env }).catch(
                (error: unknown) => String(Reflect.get(Object(error), "stderr")),
            );
        const path = { PATH: process.env["PATH"] };
        expect(await failure(path, "import")).to.match(
            /^pulumi-polytomic: .*there is no Polytomic API key.*\n$/,
        );
        const wrong = {
            ...path,
            POLYTOMIC_API_KEY: "wrong-key",
            POLYTOMIC_DEPLOYMENT_URL: world.emulator.url,
        };
        expect(await failure(wrong, "schedules")).to.match(/^pulumi-polytomic: .*returned 401.*\n$/);
        expect(await failure(wrong, "schedules", "--time-zone", "Europe/Berln")).to.match(
            /Did you mean "Europe\/Berlin"/,
        );
    });
});
