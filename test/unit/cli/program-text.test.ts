import { expect } from "chai";
import fc from "fast-check";
import { check as isFormatted } from "prettier";
import { planImport } from "../../../provider/cli/plan";
import { programText } from "../../../provider/cli/program-text";
import { EMPTY_STACK } from "../../../provider/cli/stack-state";

const syncId = "248df4b7-aa70-47b8-a036-33ac447e668d";
const scheduleId = "0ac0be0e-1c3d-4a4e-9b3a-3f5a2f9b8d11";

interface Answered {
    frequency: string;
    hour?: string;
    minute?: string;
    selectiveMode?: string;
}

function program(
    named: readonly { name: string; isNameTaken?: boolean; schedules: readonly Answered[] }[],
    options: { usesIds?: boolean; usesImportOption?: boolean } = {},
): string {
    const syncs = named.map(({ name, isNameTaken = false, schedules }) => ({
        id: syncId,
        name,
        isNameTaken,
        schedules: schedules.map((schedule) => ({ ...schedule, scheduleId, isDefault: false })),
    }));
    const planned = planImport(syncs, EMPTY_STACK, ({ name }) => name);
    return programText(planned, { usesIds: false, usesImportOption: false, ...options });
}

const daily: Answered = { frequency: "daily", hour: "3", minute: "30" };

describe("the program that declares what exists", () => {
    it("names bulk syncs by their names and uses the helpers", () => {
        const custom = { frequency: "custom", minute: "*/20", selectiveMode: "incrementalFields" };
        expect(program([{ name: "Orders", schedules: [daily, { ...daily, hour: "15" }, custom] }])).to.equal(
            `import * as polytomic from "pulumi-polytomic";

const orders = polytomic.getBulkSyncOutput({ name: "Orders" });

new polytomic.BulkSyncSchedule("orders-daily-0330", {
  syncId: orders.id,
  ...polytomic.daily("03:30"),
});

new polytomic.BulkSyncSchedule("orders-daily-1530", {
  syncId: orders.id,
  ...polytomic.daily("15:30"),
});

new polytomic.BulkSyncSchedule("orders-custom", {
  syncId: orders.id,
  ...polytomic.cron("*/20 * * * *"),
  selectiveMode: "incrementalFields",
});
`,
        );
    });

    it("names them by their ids where it is told to, and where a name is not enough", () => {
        const expected = `
// Orders
const orders = "${syncId}";

new polytomic.BulkSyncSchedule("orders-daily", {
  syncId: orders,
`;
        expect(program([{ name: "Orders", schedules: [daily] }], { usesIds: true })).to.contain(expected);
        expect(program([{ name: "Orders", isNameTaken: true, schedules: [daily] }])).to.contain(expected);
    });

    it("takes over by Pulumi's option where it is told to", () => {
        expect(program([{ name: "Orders", schedules: [daily] }], { usesImportOption: true })).to.contain(
            `
new polytomic.BulkSyncSchedule(
  "orders-daily",
  {
    syncId: orders.id,
    ...polytomic.daily("03:30"),
  },
  {
    import:
      "${syncId}/${scheduleId}",
  },
);
`,
        );
    });

    it("is formatted like Prettier, whatever the bulk syncs are called", async () => {
        const text = fc.oneof(fc.string({ unit: "grapheme", maxLength: 90 }), fc.lorem({ maxCount: 12 }));
        const answered = fc.record({
            frequency: fc.constantFrom("daily", "hourly", "odd 'one'", 'odd "two"', "manual"),
            hour: fc.nat(23).map(String),
            minute: fc.nat(59).map(String),
        });
        const sync = fc.record({ name: text, schedules: fc.array(answered, { minLength: 1, maxLength: 3 }) });
        const options = fc.record({ usesIds: fc.boolean(), usesImportOption: fc.boolean() });
        await fc.assert(
            fc.asyncProperty(
                fc.array(sync, { minLength: 1, maxLength: 3 }),
                options,
                async (syncs, chosen) => {
                    expect(await isFormatted(program(syncs, chosen), { parser: "typescript" })).to.equal(
                        true,
                    );
                },
            ),
        );
    });
});
