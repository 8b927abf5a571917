import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import sdk from "@pulumi/pulumi/package.json";
import { build } from "esbuild";
import packageJson from "../../package.json";
import { installationFolder } from "./support/hooks";
import { installTools } from "./support/installation";
import { failureOf } from "./support/program";
import { openWorld, type World } from "./support/world";

async function expectLife(world: World): Promise<void> {
    await world.program.up();
    expect(world.emulator.schedules(world.syncId)).to.have.length(1);
    const { nightly } = await world.program.schedules();
    const [held] = world.emulator.schedules(world.syncId);
    expect(nightly?.id).to.equal(`${world.syncId}/${held?.id ?? "?"}`);
    await world.program.destroy();
    expect(world.emulator.schedules(world.syncId)).to.deep.equal([]);
}

describe("an ESM program", () => {
    let world: World;

    after(() => world.close());

    it("imports the package by its names, and awaits at its top level", async () => {
        world = await openWorld({}, { startsAsUsers: true });
        world.program.writeFile("package.json", JSON.stringify({ type: "module" }));
        world.program.writeFile(
            "index.js",
            `import { BulkSyncSchedule } from "pulumi-polytomic";
             const syncId = await Promise.resolve("${world.syncId}");
             export const { scheduleId } = new BulkSyncSchedule("nightly", { syncId, frequency: "daily", hour: 3 });`,
        );
        await expectLife(world);
    });
});

describe("a strict TypeScript program", () => {
    const strict = { strict: true, module: "nodenext", target: "es2022", exactOptionalPropertyTypes: true };
    let world: World;

    before(async () => {
        world = await openWorld({}, { language: "typescript" });
        world.program.writeFile("tsconfig.json", JSON.stringify({ compilerOptions: strict }));
    });

    after(() => world.close());

    it("has types for arguments, outputs and providers, which refuse what is wrong", async () => {
        world.program.write(`
            const args: polytomic.BulkSyncScheduleArgs = { syncId: "${world.syncId}", frequency: "daily", hour: 3, minute: "30" };
            const nightly = new polytomic.BulkSyncSchedule("nightly", args);
            export const scheduleId: pulumi.Output<string> = nightly.scheduleId;
            export const createdAt: pulumi.Output<string | undefined> = nightly.createdAt;
            export const schemas: pulumi.Output<readonly string[] | undefined> = nightly.schemas;
            const account: polytomic.ProviderArgs = { apiKey: pulumi.output("key") };
            void account;
            // @ts-expect-error No such word.
            const wrongWord: polytomic.BulkSyncScheduleArgs = { syncId: "s", frequency: "dayly" };
            // @ts-expect-error No such property.
            const wrongName: polytomic.BulkSyncScheduleArgs = { syncId: "s", frequency: "daily", minutes: 3 };
            // @ts-expect-error A frequency is missing.
            const missing: polytomic.BulkSyncScheduleArgs = { syncId: "s" };
            void [wrongWord, wrongName, missing];
        `);
        await expectLife(world);
    });
});

describe("a program that leaves its folder", () => {
    let world: World;

    after(() => world.close());

    it("is deployed, since Pulumi loads the package from the program's folder", async () => {
        world = await openWorld();
        world.program.write(`
            process.chdir("/");
            new polytomic.BulkSyncSchedule("nightly", { syncId: "${world.syncId}", frequency: "daily", hour: 3 });
        `);
        await expectLife(world);
    });
});

/** A folder whose packages are links, so that a program below finds no package's own dependencies, as with pnpm. */
class IsolatedFolder {
    readonly path = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-polytomic-e2e-isolated-")));

    constructor() {
        this.link("@pulumi/pulumi", "node_modules/@pulumi/pulumi");
    }

    /** Links to an installed package. */
    link(name: string, path: string): void {
        mkdirSync(dirname(join(this.path, path)), { recursive: true });
        symlinkSync(join(installationFolder(), "node_modules", name), join(this.path, path), "dir");
    }

    remove(): void {
        rmSync(this.path, { recursive: true, force: true });
    }
}

describe("a program that is bundled with the package, and finds no dependency of the package by itself", () => {
    let folder: IsolatedFolder;
    let world: World;

    before(async () => {
        folder = new IsolatedFolder();
        folder.link("pulumi-polytomic", "node_modules/pulumi-polytomic");
        world = await openWorld({}, { installation: folder.path, name: "program" });
        world.emulator.addSync({ name: "Orders" });
    });

    after(async () => {
        await world.close();
        folder.remove();
    });

    it("computes, looks up and deploys as any other", async () => {
        const { program } = world;
        program.writeFile(
            "source.js",
            `const polytomic = require("pulumi-polytomic");
             const weekdays = polytomic.cron("0 9 * * 1-5");
             exports.described = polytomic.describeSchedule(weekdays);
             exports.next = polytomic.nextRuns(weekdays, { from: new Date("2026-01-01T00:00:00Z"), count: 1 });
             exports.orders = polytomic.getBulkSyncOutput({ name: "Orders" }).name;
             new polytomic.BulkSyncSchedule("nightly", { syncId: "${world.syncId}", ...weekdays });`,
        );
        await build({
            entryPoints: [join(program.folder, "source.js")],
            outfile: join(program.folder, "index.js"),
            bundle: true,
            platform: "node",
            external: ["@pulumi/pulumi"],
        });
        await program.up();
        expect(await program.outputs()).to.deep.equal({
            described: "at 09:00 UTC, Monday through Friday",
            next: ["2026-01-01T09:00:00Z"],
            orders: "Orders",
        });
        expect(world.emulator.schedules(world.syncId)).to.have.length(1);
    });
});

describe("a program under Yarn's Plug'n'Play", () => {
    let folder: string;
    let world: World;

    before(async () => {
        folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-polytomic-e2e-pnp-")));
        world = await openWorld({}, { installation: folder, name: "program" });
        const yarn = join(folder, "yarn");
        mkdirSync(yarn);
        await installTools(yarn, ["@yarnpkg/cli-dist@4"]);
        const registry = execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).trim();
        const settings = {
            ...{ nodeLinker: "pnp", enableTelemetry: false, enableScripts: false, globalFolder: yarn },
            ...{ npmRegistryServer: registry.replace(/\/$/, ""), unsafeHttpWhitelist: ["*"] },
        };
        const tarball = join(installationFolder(), `pulumi-polytomic-${packageJson.version}.tgz`);
        const dependencies = { "pulumi-polytomic": `file:${tarball}`, "@pulumi/pulumi": sdk.version };
        // JSON is YAML.
        world.program.writeFile(".yarnrc.yml", JSON.stringify(settings));
        world.program.writeFile("package.json", JSON.stringify({ name: "program", dependencies }));
        world.program.writeFile("yarn.lock", "");
        const script = join(yarn, "node_modules/@yarnpkg/cli-dist/bin/yarn.js");
        execFileSync(process.execPath, [script, "install"], { cwd: world.program.folder });
    });

    after(async () => {
        await world.close();
        rmSync(folder, { recursive: true, force: true });
    });

    it("computes, looks up and deploys as any other", async () => {
        const { emulator, program, syncId } = world;
        program.write(`
            const orders = polytomic.getBulkSyncOutput({ id: "${syncId}" });
            new polytomic.BulkSyncSchedule("nightly", { syncId: orders.id, ...polytomic.cron("0 9 * * 1-5") });
        `);
        const environment = { NODE_OPTIONS: `--require ${join(program.folder, ".pnp.cjs")}` };
        await program.up(environment);
        expect(emulator.schedules(syncId)).to.have.length(1);
        await program.refresh(environment);
        await program.destroy(environment);
        expect(emulator.schedules(syncId)).to.deep.equal([]);
    });
});

describe("a program that has the package only through another one, as pnpm lays it out", () => {
    let folder: IsolatedFolder;
    let world: World;

    before(async () => {
        folder = new IsolatedFolder();
        const store = "node_modules/.pnpm/acme-pipelines@1.0.0/node_modules";
        const acme = join(folder.path, store, "acme-pipelines");
        mkdirSync(acme, { recursive: true });
        symlinkSync(acme, join(folder.path, "node_modules/acme-pipelines"), "dir");
        writeFileSync(
            join(acme, "index.js"),
            'exports.BulkSyncSchedule = require("pulumi-polytomic").BulkSyncSchedule;',
        );
        folder.link("pulumi-polytomic", join(store, "pulumi-polytomic"));
        world = await openWorld({}, { installation: folder.path, name: "program", startsAsUsers: true });
        world.program.writeFile(
            "index.js",
            `const { BulkSyncSchedule } = require("acme-pipelines");
             new BulkSyncSchedule("nightly", { syncId: "${world.syncId}", frequency: "daily" });`,
        );
    });

    after(async () => {
        await world.close();
        folder.remove();
    });

    it("is told in one sentence what to add, and goes on once it is added", async () => {
        const output = await failureOf(world.program.preview());
        expect(output).to.contain(
            `The package "pulumi-polytomic" can't be found from the Pulumi program's folder (${world.program.folder}), where ` +
                "Pulumi loads its provider from: add it to that folder's package.json " +
                '("npm install pulumi-polytomic", "pnpm add pulumi-polytomic" or "yarn add pulumi-polytomic").',
        );
        folder.link("pulumi-polytomic", "node_modules/pulumi-polytomic");
        await expectLife(world);
    });
});
