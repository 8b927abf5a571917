import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { failureOf } from "./support/program";
import { openWorld, type World } from "./support/world";

/** The classes whose resources a policy may be about. */
const CLASSES = [
    "BulkSyncSchedule",
    "BulkSyncSchedulesExclusive",
    "BulkSyncExecution",
    "BulkSyncActivation",
    "Provider",
];

/** A policy pack of Pulumi's own library, as an executable: the CLI starts it, on any language host. */
const packOf = (policies: string) => `#!/usr/bin/env node
    process.chdir(__dirname);
    const policy = require("@pulumi/policy");
    const polytomic = require("pulumi-polytomic");
    new policy.PolicyPack("tests", { policies: ${policies} });
`;

/** For each class, a policy for single resources, one for those of the whole stack, and one as old releases of the library ask. */
const REPORTING = `${JSON.stringify(CLASSES)}.flatMap((name) => [
    {
        ...{ name: name + "-one", description: "None is allowed.", enforcementLevel: "mandatory" },
        validateResource: policy.validateResourceOfType(polytomic[name], (props, args, report) => {
            report(name + " one: " + args.name);
        }),
    },
    {
        ...{ name: name + "-stack", description: "None is allowed.", enforcementLevel: "mandatory" },
        validateStack: policy.validateStackResourcesOfType(polytomic[name], (all, args, report) => {
            report(name + " stack: " + args.resources.map((resource) => resource.name).join());
        }),
    },
    {
        ...{ name: name + "-old", description: "None is allowed.", enforcementLevel: "mandatory" },
        validateResource: ({ type, name: resource }, report) => {
            if (polytomic[name].isInstance({ __pulumiType: type })) report(name + " old: " + resource);
        },
    },
])`;

const REMEDIATING = `[{
    ...{ name: "late", description: "Not before 4 o'clock.", enforcementLevel: "remediate" },
    remediateResource: policy.remediateResourceOfType(polytomic.BulkSyncSchedule, (schedule) => {
        schedule.hour = 4;
        return schedule;
    }),
}]`;

const library = path.dirname(require.resolve("@pulumi/policy/package.json"));

describe("policies for the package's classes, with the real CLI", () => {
    let world: World;

    const write = (policies: string) => {
        world.program.writeFile("policies/pack.js", packOf(policies));
        chmodSync(path.join(world.program.folder, "policies", "pack.js"), 0o755);
    };

    before(async () => {
        world = await openWorld();
        world.program.writeFile("policies/package.json", JSON.stringify({ version: "1.0.0" }));
        const scope = path.join(world.program.folder, "policies", "node_modules", "@pulumi");
        mkdirSync(scope, { recursive: true });
        symlinkSync(library, path.join(scope, "policy"));
    });

    after(() => world.close());

    it("report each resource, of each class", async () => {
        write(REPORTING);
        world.program.write(`
            const provider = new polytomic.Provider("account", { apiKey: "k" });
            const syncId = "${world.syncId}";
            new polytomic.BulkSyncSchedule("nightly", { syncId, frequency: "daily" }, { provider });
            new polytomic.BulkSyncSchedulesExclusive("all", { syncId, scheduleIds: [] }, { provider });
            new polytomic.BulkSyncExecution("run", { syncId }, { provider });
            new polytomic.BulkSyncActivation("switch", { syncId, active: true }, { provider });
        `);
        const printed = await failureOf(world.program.pulumi("preview --policy-pack policies/pack.js"));
        const names = ["nightly", "all", "run", "switch", "account"];
        const expected = CLASSES.flatMap((name, index) =>
            ["one", "stack", "old"].map((kind) => `${name} ${kind}: ${names[index] ?? ""}`),
        );
        const reported = printed.match(/\w+ (one|stack|old): [\w,]+/g) ?? [];
        expect(reported).to.have.members(expected);
    });

    it("change what is deployed", async () => {
        write(REMEDIATING);
        world.declare({ nightly: { frequency: "daily", hour: 3 } });
        await world.program.pulumi("up --yes --skip-preview --policy-pack policies/pack.js");
        expect(world.emulator.schedules(world.syncId).map(({ hour }) => hour)).to.deep.equal(["4"]);
    });
});
