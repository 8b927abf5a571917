import { expect } from "chai";
import fc from "fast-check";
import { check as isFormatted } from "prettier";
import ts from "typescript";
import type { ExistingSchedule } from "../../../provider/api/account";
import { dailyAllYear, weeklyAllYear } from "../../../provider";
import { planComponents, planImport } from "../../../provider/cli/plan";
import { programText } from "../../../provider/cli/program-text";
import type { WatchedSync } from "../../../provider/cli/schedules/statuses";

const syncId = "248df4b7-aa70-47b8-a036-33ac447e668d";
const scheduleId = "0ac0be0e-1c3d-4a4e-9b3a-3f5a2f9b8d11";

interface Returned {
    frequency: string;
    hour?: string;
    minute?: string;
    selectiveMode?: string;
    schemas?: string[];
    syncMode?: string;
}

function program(
    named: readonly (Partial<Pick<WatchedSync, "active" | "isNameTaken" | "runs">> & {
        name: string;
        schedules: readonly Returned[];
    })[],
    options: { ids?: boolean; importOption?: boolean; usesImport?: boolean } = {},
): string {
    const syncs = named.map(({ schedules, ...sync }) => ({
        id: syncId,
        isNameTaken: false,
        active: true,
        ...sync,
        schedules: schedules.map((schedule) => ({ ...schedule, scheduleId, isDefault: false })),
    }));
    const planned = planImport(syncs, ({ name }) => name);
    return programText(planned, { ids: false, importOption: false, usesImport: true, ...options });
}

const daily: Returned = { frequency: "daily", hour: "3", minute: "30" };

describe("the program that declares what exists", () => {
    it("marks what a change of a resource may reset, since only the bulk sync itself can set it", () => {
        const limited = { ...daily, schemas: ["orders\n", "items"], syncMode: "refetch" };
        expect(program([{ name: "Orders", schedules: [limited] }]).split("\n")[4]).to.equal(
            "// It has the schemas orders , items and the sync mode refetch in Polytomic. A change of this resource may reset them.",
        );
        const unlimited = { ...daily, schemas: [], syncMode: "normal" };
        expect(program([{ name: "Orders", schedules: [unlimited] }])).not.to.contain("//");
    });

    it("names bulk syncs by their names and uses the helpers", () => {
        const custom = { frequency: "custom", minute: "*/20", selectiveMode: "incrementalFields" };
        expect(program([{ name: "Orders", schedules: [daily, { ...daily, hour: "15" }, custom] }])).to.equal(
            `import * as polytomic from "pulumi-polytomic";

const ordersSync = polytomic.getBulkSyncOutput({ name: "Orders" });

new polytomic.BulkSyncSchedule("orders-daily-0330", {
  syncId: ordersSync.id,
  ...polytomic.daily("03:30"),
});

new polytomic.BulkSyncSchedule("orders-daily-1530", {
  syncId: ordersSync.id,
  ...polytomic.daily("15:30"),
});

new polytomic.BulkSyncSchedule("orders-custom", {
  syncId: ordersSync.id,
  ...polytomic.cron("*/20 * * * *"),
  selectiveMode: "incrementalFields",
});
`,
        );
    });

    it("names them by their ids with that option, and where a name is ambiguous", () => {
        const expected = `
// Orders
const ordersSync = "${syncId}";

new polytomic.BulkSyncSchedule("orders-daily", {
  syncId: ordersSync,
`;
        expect(program([{ name: "Orders", schedules: [daily] }], { ids: true })).to.contain(expected);
        expect(program([{ name: "Orders", isNameTaken: true, schedules: [daily] }])).to.contain(expected);
    });

    it("takes over by Pulumi's import option with that option", () => {
        expect(program([{ name: "Orders", schedules: [daily] }], { importOption: true })).to.contain(
            `
new polytomic.BulkSyncSchedule("orders-daily", {
  syncId: ordersSync.id,
  ...polytomic.daily("03:30"),
}, {
  import:
    "${syncId}/${scheduleId}",
});
`,
        );
    });

    it("declares schedules that together keep a local time as one", () => {
        const now = new Date("2026-11-24T10:00:00Z");
        const options = { timeZone: "Europe/Berlin", year: 2026 };
        const sets = [
            dailyAllYear("09:00", options),
            weeklyAllYear(["mon", "fri"], "17:30", { ...options, year: 2027, inChangeMonths: "dates" }),
        ];
        const schedules = sets
            .flatMap((set) => Object.values(set))
            .map((fields, index): ExistingSchedule => {
                const texts = Object.fromEntries(
                    Object.entries(fields).map(([name, value]) => [name, String(value)]),
                );
                return { ...texts, scheduleId: String(index), isDefault: false };
            });
        const sync = { id: syncId, name: "Orders", isNameTaken: false, active: true };
        const nameOf = () => "Orders";
        const single = planImport(
            [{ ...sync, schedules: [...schedules, { ...daily, scheduleId, isDefault: true }] }],
            nameOf,
        );
        const planned = planComponents(single, nameOf, now, "Europe/Berlin");
        expect(planned.map(({ name }) => name)).to.have.length(schedules.length + 1);
        expect(planned.map(({ name }) => name)).to.include.members([
            "orders-daily",
            "orders-local-0900-march-before",
        ]);
        expect(programText(planned, { ids: false, importOption: false, usesImport: true })).to.equal(
            `import * as polytomic from "pulumi-polytomic";

const ordersSync = polytomic.getBulkSyncOutput({ name: "Orders" });

new polytomic.BulkSyncSchedule("orders-daily", {
  syncId: ordersSync.id,
  ...polytomic.daily("03:30"),
});

// The clocks of other zones change at the same moments, such as Europe/London: choose yours, with its time.
new polytomic.LocalTimeSchedule("orders-local-0900", {
  syncId: ordersSync.id,
  time: "09:00",
  timeZone: "Europe/Berlin",
});

// The clocks of other zones change at the same moments, such as Europe/London: choose yours, with its time.
new polytomic.LocalTimeSchedule("orders-local-1730", {
  syncId: ordersSync.id,
  dayOfWeek: ["monday", "friday"],
  time: "17:30",
  timeZone: "Europe/Berlin",
  inChangeMonths: "dates",
  year: 2027,
});
`,
        );
    });

    it("declares what the checks reject, with an output for a frequency that the types do not know", () => {
        const text = program([{ name: "Orders", schedules: [{ frequency: "lunar" }] }]);
        expect(text).to.match(/^import \* as pulumi from "@pulumi\/pulumi";\nimport /).and.contain(`
  frequency: pulumi.output("lunar"),
  allowUndocumented: true,
});
`);
    });

    it("says how to declare that a bulk sync is inactive, and how to run one that runs", () => {
        const runs = { lastExecution: { executionId: "1", completedAt: "2030-01-08T03:34:00Z" } };
        const text = program([{ name: "Orders", active: false, runs, schedules: [daily] }]);
        expect(text).to.contain(`
const ordersSync = polytomic.getBulkSyncOutput({ name: "Orders" });
// It is inactive: its schedules do not run. To keep it so, whatever somebody does in the web app:
// new polytomic.BulkSyncActivation("orders-activation", { syncId: ordersSync.id, active: false });
// It ran last on 2030-01-08. To run it with the next \`pulumi up\`:
// new polytomic.BulkSyncExecution("orders-run", { syncId: ordersSync.id });

new polytomic.BulkSyncSchedule("orders-daily", {
`);
        const dateless = program([{ name: "Orders", runs: { lastExecution: {} }, schedules: [daily] }]);
        expect(dateless).to.contain("\n// It ran last. To run").and.not.to.contain("inactive");
    });

    it("requires the package where the program is JavaScript without imports", () => {
        const text = program([{ name: "Orders", schedules: [{ frequency: "lunar" }] }], {
            usesImport: false,
        });
        expect(text.split("\n").slice(0, 3)).to.deep.equal([
            'const pulumi = require("@pulumi/pulumi");',
            'const polytomic = require("pulumi-polytomic");',
            "",
        ]);
    });

    const syncs = (name: fc.Arbitrary<string>, ...odd: string[]) => {
        const frequency = fc.constantFrom("daily", "hourly", "manual", "lunar", ...odd);
        const schedule = fc.record({
            frequency,
            hour: fc.nat(23).map(String),
            minute: fc.nat(59).map(String),
        });
        const schedules = fc.array(schedule, { minLength: 1, maxLength: 3 });
        return fc.array(fc.record({ name, schedules }), { minLength: 1, maxLength: 3 });
    };

    it("is TypeScript, whatever the bulk syncs are called", () => {
        const name = fc.oneof(fc.string({ unit: "grapheme", maxLength: 90 }), fc.lorem({ maxCount: 12 }));
        const options = fc.record({ ids: fc.boolean(), importOption: fc.boolean() });
        fc.assert(
            fc.property(syncs(name, "odd 'one'", 'odd "two"'), options, (found, chosen) => {
                const { diagnostics } = ts.transpileModule(program(found, chosen), {
                    reportDiagnostics: true,
                });
                expect(diagnostics).to.deep.equal([]);
            }),
            { numRuns: 50 },
        );
    });

    it("is formatted like Prettier where the lines are short", async () => {
        const name = fc.constantFrom("Orders", "Sales 2", "2024", "new");
        await fc.assert(
            fc.asyncProperty(syncs(name), fc.boolean(), async (found, ids) => {
                expect(await isFormatted(program(found, { ids }), { parser: "typescript" })).to.equal(true);
            }),
            { numRuns: 30 },
        );
    });
});
