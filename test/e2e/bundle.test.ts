import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { build } from "esbuild";
import { installationFolder } from "./support/hooks";
import { openWorld, type World } from "./support/world";

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
