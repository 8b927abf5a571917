import { expect } from "chai";
import fc from "fast-check";
import { definitionOf } from "../../../provider/cli/definition";
import { validateInputs } from "../../../provider/model/validation/inputs";
import { fieldsOf } from "../../../provider/model/fields";
import { areEquivalentDefinitions } from "../../../provider/model/equivalence";
import type { Schedule } from "../../../provider/model/schedule";

const syncId = "248df4b7-aa70-47b8-a036-33ac447e668d";

const written = (schedule: Schedule) => {
    const { helper, written: fields } = definitionOf(syncId, schedule);
    return helper === undefined ? fields : [helper, fields];
};

describe("the definition of an existing schedule", () => {
    for (const [schedule, expected] of [
        [{ frequency: "manual", hour: "3" }, { frequency: "manual" }],
        [{ frequency: "continuous", minute: "null" }, { frequency: "continuous" }],
        [{ frequency: "hourly", minute: "15", hour: "0" }, ["hourly(15)", {}]],
        [
            { frequency: "hourly", minute: "07" },
            { frequency: "hourly", minute: "07", allowUndocumented: true },
        ],
        [{ frequency: "hourly" }, { frequency: "hourly" }],
        [{ frequency: "daily", hour: "03", minute: "5" }, ['daily("03:05")', {}]],
        [
            { frequency: "daily", hour: "3" },
            { frequency: "daily", hour: 3 },
        ],
        [{ frequency: "daily" }, { frequency: "daily" }],
        [{ frequency: "weekly", dayOfWeek: "1", hour: "3", minute: "0" }, ['weekly("monday", "03:00")', {}]],
        [
            { frequency: "weekly", dayOfWeek: "Monday" },
            { frequency: "weekly", dayOfWeek: "Monday" },
        ],
        [
            { frequency: "weekly", hour: "3", minute: "0" },
            { frequency: "weekly", hour: "3", minute: "0", allowUndocumented: true },
        ],
        [{ frequency: "custom", minute: "*/20", hour: "8-17" }, ['cron("*/20 8-17 * * *")', {}]],
        [
            { frequency: "custom", minute: "30", hour: "3" },
            { frequency: "custom", hour: 3, minute: 30 },
        ],
        [
            { frequency: "custom", minute: "x" },
            { frequency: "custom", minute: "x", allowUndocumented: true },
        ],
        [{ frequency: "runafter" }, { frequency: "runafter", allowUndocumented: true }],
        [
            { frequency: "lunar", hour: "3" },
            { frequency: "lunar", hour: "3", allowUndocumented: true },
        ],
        [
            { frequency: "daily", hour: "3", minute: "0", selectiveMode: "incrementalFields" },
            ['daily("03:00")', { selectiveMode: "incrementalFields" }],
        ],
        [{ frequency: "manual", selectiveMode: "none" }, { frequency: "manual" }],
    ] as const) {
        it(`of ${JSON.stringify(schedule)} is ${JSON.stringify(expected)}`, () => {
            expect(written(schedule)).to.deep.equal(expected);
        });
    }

    it("is accepted at preview, and means what the service has", () => {
        const value = fc.oneof(
            fc.nat(70).map(String),
            fc.constantFrom("*", "*/15", "1-5", "monday", "Sun", "jan", "null", "", "x,y"),
        );
        const schedule = fc.record(
            {
                frequency: fc.constantFrom(
                    "manual",
                    "continuous",
                    "hourly",
                    "daily",
                    "weekly",
                    "custom",
                    "odd",
                ),
                hour: value,
                minute: value,
                dayOfWeek: value,
                dayOfMonth: value,
                month: value,
            },
            { requiredKeys: ["frequency"] },
        );
        fc.assert(
            fc.property(schedule, (found) => {
                const { inputs } = definitionOf(syncId, found);
                expect(validateInputs({ syncId, ...inputs })).to.deep.equal([]);
                const declared = fieldsOf(inputs);
                const returned = Object.fromEntries(
                    Object.keys(declared).map((name) => [name, Reflect.get(found, name)]),
                );
                expect(areEquivalentDefinitions(declared, fieldsOf(returned))).to.equal(true);
            }),
            { numRuns: 2000 },
        );
    });
});
