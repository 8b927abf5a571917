import { expect } from "chai";
import { failureOf } from "./support/program";
import { openWorld, type World } from "./support/world";

// Lines count: the first is the first of the file.
const program = (syncId: string) => `import * as pulumi from "@pulumi/pulumi";
import * as polytomic from "pulumi-polytomic";
interface Unused { readonly sourceMaps: "must take these lines into account"; }
interface Unneeded extends Unused { readonly too: true; }
class Orders extends pulumi.ComponentResource {
    constructor(name: string) {
        super("acme:index:Orders", name);
        new polytomic.BulkSyncSchedule("nightly", { syncId: "${syncId}", frequency: "daily", hour: 3 }, { parent: this });
    }
}
const declare = (name: string) => new Orders(name);
declare("orders");
`;
const NIGHTLY = 8;

describe("where a program makes a schedule", () => {
    let world: World;

    before(async () => {
        world = await openWorld({}, { language: "typescript" });
        world.program.writeFile("index.ts", program(world.syncId));
        await world.program.up();
    });

    after(() => world.close());

    const lineOf = (position: string | undefined) => position?.replace(/,\d+$/, "");

    it("is in state, in the lines that the user wrote", async () => {
        const { nightly } = await world.program.schedules();
        expect(lineOf(nightly?.sourcePosition)).to.equal(`project:///index.ts#${NIGHTLY}`);
    });

    it("is there with its callers in the program", async () => {
        const { nightly } = await world.program.schedules();
        const lines = nightly?.stackTrace?.map(({ sourcePosition }) => lineOf(sourcePosition));
        expect(lines?.slice(0, 3)).to.deep.equal(
            [NIGHTLY, 11, 12].map((line) => `project:///index.ts#${line}`),
        );
    });
});

describe("where a program makes a schedule that can't be registered", () => {
    let world: World;

    before(async () => {
        world = await openWorld();
        const args = JSON.stringify({ syncId: world.syncId, frequency: "daily", hour: 3 });
        world.program.write(`new polytomic.BulkSyncSchedule("nightly", ${args}, { version: "none" });`);
    });

    after(() => world.close());

    it("is in the error", async () => {
        const error = await failureOf(world.program.up());
        expect(error).to.contain("failed to register new resource nightly");
        expect(error).to.match(/at Object\.<anonymous> \(\S+index\.js:3:1\)/);
    });
});

describe("where a program calls a helper wrongly", () => {
    let world: World;

    before(async () => {
        world = await openWorld({}, { language: "typescript" });
        world.program.writeFile(
            "index.ts",
            program(world.syncId).replace("hour: 3", 'hour: polytomic.daily("24:00").hour'),
        );
    });

    after(() => world.close());

    it("is in the error, in the line that the user wrote, without a stack", async () => {
        const error = await failureOf(world.program.preview());
        expect(error).to.contain(`daily("24:00") in index.ts:${NIGHTLY}: time "24:00" is not allowed.`);
        expect(error).not.to.match(/\n\s+at /);
    });
});
