import { expect } from "chai";
import { validateInputs } from "../../../../provider/model/validation/inputs";
import { formatValue } from "../../../../provider/model/words";
import { syncId, unknownValues } from "../../support/definitions";

type Inputs = Readonly<Record<string, unknown>>;

const daily = { syncId, frequency: "daily" };
const hourly = { syncId, frequency: "hourly" };
const weekly = { syncId, frequency: "weekly", dayOfWeek: "monday" };
const custom = { syncId, frequency: "custom", minute: 0 };
const builder = { syncId, frequency: "builder" };

const takesUuid = "It takes the id of the bulk sync, a UUID such as 248df4b7-aa70-47b8-a036-33ac447e668d.";
const takesFrequency = "It takes one of manual, continuous, hourly, daily, weekly, custom, builder.";
const takesHour = "It takes a whole number from 0 to 23, in UTC.";
const takesMinute = "It takes a whole number from 0 to 59.";
const takesQuarter = "It takes 0, 15, 30 or 45 with this frequency.";
const takesDayOfMonth = "It takes a whole number from 1 to 31.";
const takesMonth = "It takes a whole number from 1 to 12, or the name of a month.";
const takesDayOfWeek = "It takes a day from sunday to saturday, or a number from 0 (Sunday) to 7 (Sunday).";
const takesMode = "It takes one of none, incrementalFields, nonincrementalFields.";
const inCron = (takes: string) =>
    takes.replace(/\.$/, ", or cron's notation for this one field, such as */15, 8-17 or 1,3.");
const useCustom = 'Cron\'s notation goes with frequency "custom".';
const anyMinute = 'Frequency "custom" takes any minute.';
const useCron = 'Spread a cron expression\'s fields instead: { syncId, ...polytomic.cron("30 3 * * 1-5") }.';
const useTime = 'Use hour and minute, in UTC, or spread { syncId, ...polytomic.daily("03:30") }.';
const useCronOf = (expression: string) => useCron.replace("30 3 * * 1-5", expression);
const lookUp = (name: string) =>
    `To look it up by name, write polytomic.getBulkSyncOutput({ name: "${name}" }).id.`;
const noNicknames = 'Polytomic has no cron nicknames. Use frequency "hourly", "daily" or "weekly".';
const overrule = "To let Polytomic decide, set allowUndocumented: true.";
const missingSync = `syncId is missing. ${takesUuid}`;
const properties =
    "A schedule takes syncId, frequency, hour, minute, dayOfWeek, dayOfMonth, month, selectiveMode and allowUndocumented.";

const noEffect = (field: string, value: unknown, frequency: string, taken: string, remedy: string) =>
    `${field}: ${formatValue(value)} has no effect with frequency "${frequency}", which takes ${taken}. ` +
    `Remove ${field}${remedy}.`;
const orUse = (frequency: string) => `, or use frequency "${frequency}"`;

/** Inputs, and the sentences that refuse them, one for each mistake. */
const combinations: readonly (readonly [Inputs, ...string[]])[] = [
    [{}, missingSync, `frequency is missing. ${takesFrequency}`],
    [
        { syncId, frequency: "Weekly", hour: 3 },
        'dayOfWeek is missing. Frequency "Weekly" needs it: a day from sunday to saturday, or a number from 0 (Sunday) ' +
            `to 7 (Sunday). ${overrule}`,
    ],
    [
        { syncId, frequency: "custom" },
        'frequency: "custom" needs at least one of minute, hour, dayOfMonth, month and dayOfWeek, in cron\'s notation.',
    ],
    [
        { frequency: "dayly", hour: 99, bogus: 1 },
        missingSync,
        `frequency: "dayly" is not allowed. ${takesFrequency} Did you mean "daily"?`,
        `hour: 99 is not allowed. ${inCron(takesHour)}`,
        `unknown property "bogus". ${properties}`,
    ],
    // The frequency to use is the simplest one that takes all the time fields as they are.
    [
        { syncId, frequency: "manual", minute: "15" },
        noEffect("minute", "15", "manual", "no time", orUse("hourly")),
    ],
    [
        { syncId, frequency: "continuous", hour: 2, minute: 5 },
        noEffect("hour", 2, "continuous", "no time", orUse("daily")),
        noEffect("minute", 5, "continuous", "no time", orUse("daily")),
    ],
    [
        { ...hourly, minute: 15, dayOfWeek: "monday" },
        noEffect("dayOfWeek", "monday", "hourly", "minute", orUse("weekly")),
    ],
    [
        { ...daily, hour: 3, dayOfWeek: "mon-fri" },
        noEffect("dayOfWeek", "mon-fri", "daily", "hour and minute", orUse("custom")),
    ],
    [
        { ...daily, hour: unknownValues[2], month: "january" },
        noEffect("month", "january", "daily", "hour and minute", orUse("custom")),
    ],
    [
        { ...weekly, dayOfMonth: 1 },
        noEffect("dayOfMonth", 1, "weekly", "dayOfWeek, hour and minute", orUse("custom")),
    ],
    [{ ...hourly, hour: 99 }, noEffect("hour", 99, "hourly", "minute", "")],
    [
        { syncId, frequency: "runafter", hour: 3 },
        `frequency: "runafter" is not allowed. ${takesFrequency} ${overrule}`,
        noEffect("hour", 3, "runafter", "no time", orUse("daily")),
    ],
];

/**
 * Inputs, the one that is wrong in them, its values, and what follows upon "… is not allowed." A value that a request can
 * have may be overruled.
 */
const wrong: readonly (readonly [Inputs, string, readonly unknown[], string])[] = [
    [
        daily,
        "syncId",
        ["", "..", "a/b", 42, [syncId], { name: "Orders" }, syncId.replaceAll("-", "")],
        takesUuid,
    ],
    [
        daily,
        "syncId",
        [`${syncId}/${syncId}`, `${syncId}/default`, `${syncId}\n`, ` ${syncId}`],
        `${takesUuid} Did you mean "${syncId}"?`,
    ],
    [daily, "syncId", ["Daily orders"], `${takesUuid} ${lookUp("Daily orders")}`],
    [daily, "syncId", ["sync-1"], `${takesUuid} ${lookUp("sync-1")}`],
    [
        daily,
        "syncId",
        [{ id: syncId, name: "Orders" }, { id: unknownValues[2] }],
        `${takesUuid} Give the id of what you looked up, as in polytomic.getBulkSyncOutput({ name: "Orders" }).id.`,
    ],

    [daily, "frequency", ["", "null", 5, true, ["daily"]], takesFrequency],
    [daily, "frequency", ["monthly", "multi", "constructor"], `${takesFrequency} ${overrule}`],
    [daily, "frequency", ["dayly", "@daily"], `${takesFrequency} Did you mean "daily"?`],
    [daily, "frequency", ["0 3 * * *"], `${takesFrequency} ${useCronOf("0 3 * * *")}`],

    [daily, "hour", ["", " ", "null", NaN, true, [3], [8, "x"]], takesHour],
    [
        daily,
        "hour",
        [[8, 12]],
        `${takesHour} For several values, use frequency "custom" and a text: hour: "8,12".`,
    ],
    [daily, "hour", [-1, 24, "24", 1.5, "+3", "1e1", "3am"], takesHour],
    [daily, "hour", ["03:30", "03:30+02:00"], `${takesHour} ${useTime}`],
    [daily, "hour", ["@reboot"], `${takesHour} ${noNicknames}`],
    [daily, "hour", ["*", "*/2", "9-17"], `${takesHour} ${useCustom}`],

    [daily, "minute", [-1, 60], takesMinute],
    [hourly, "minute", [60], takesQuarter],
    [hourly, "minute", [20, "07"], `${takesQuarter} ${anyMinute} ${overrule}`],
    [hourly, "minute", ["*/15"], `${takesQuarter} ${useCustom}`],
    [hourly, "minute", [false], takesQuarter],

    [custom, "hour", ["null"], inCron(takesHour)],
    [custom, "hour", [24, "NULL", "20-26", "20-8"], inCron(takesHour)],
    [custom, "minute", ["0 0 3 * * *"], `${inCron(takesMinute)} ${useCronOf("0 0 3 * * *")}`],
    [custom, "dayOfMonth", ["L", "?", "15W"], `${inCron(takesDayOfMonth)} ${overrule}`],
    [custom, "dayOfWeek", ["mon#2"], `${inCron(takesDayOfWeek)} ${overrule}`],

    [builder, "dayOfMonth", [0, 32], takesDayOfMonth],
    [weekly, "dayOfWeek", [-1, 8, 1.5, "lundi"], takesDayOfWeek],
    [weekly, "dayOfWeek", ["mondey"], `${takesDayOfWeek} Did you mean "monday"?`],
    [weekly, "dayOfWeek", ["monday,friday"], `${takesDayOfWeek} ${useCustom}`],
    [
        weekly,
        "dayOfWeek",
        [["monday", "thursday"]],
        `${takesDayOfWeek} For several days, spread { syncId, ...polytomic.weekly(["monday", "thursday"], "03:30") }.`,
    ],
    [weekly, "dayOfWeek", [[], ["monday", "x"], ["monday", null]], takesDayOfWeek],
    [builder, "month", [0, 13], takesMonth],
    [builder, "month", ["Janary"], `${takesMonth} Did you mean "january"?`],

    [daily, "selectiveMode", ["", false], takesMode],
    [daily, "selectiveMode", ["all", 1], `${takesMode} ${overrule}`],
    [daily, "allowUndocumented", ["true", 1], "It takes true or false."],
];

/** Properties that a schedule does not have, and what to do instead. */
const unknownProperties: readonly (readonly [string, readonly string[]])[] = [
    ['Did you mean "hour"?', ["hours", "Hour"]],
    ['Did you mean "dayOfWeek"?', ["day", "day_of_week", "dayofweek"]],
    ['Did you mean "syncId"?', ["sync_id", "bulkSyncId"]],
    ["It is set in the bulk sync itself, not in a schedule of it.", ["schemas", "sync_mode", "resyncMode"]],
    ["All times are UTC. The helpers daily() and weekly() turn a local time into UTC.", ["timeZone", "tz"]],
    [useCron, ["cron", "cronExpression", "expression"]],
    [useTime, ["time", "at"]],
    [
        'A schedule can\'t be paused. Remove it, or use frequency "manual"; the bulk sync as a whole can be paused in Polytomic.',
        ["enabled", "paused"],
    ],
    ['Use frequency "custom" with cron\'s notation, such as minute: "*/20".', ["interval", "every"]],
    [
        "It is an output: Polytomic returns it. To read an existing schedule, use BulkSyncSchedule.get().",
        ["id", "scheduleId", "createdAt"],
    ],
    ["", ["name", "second", "schedule", "", "__other", "toString"]],
];

describe("the validation refuses", () => {
    for (const [inputs, ...problems] of combinations) {
        it(`${JSON.stringify(inputs)} with ${problems.length === 1 ? "a sentence" : `${problems.length} sentences`}`, () => {
            expect(validateInputs(inputs)).to.deep.equal(problems);
        });
    }

    for (const [base, name, values, sentence] of wrong) {
        it(`${name} ${values.map(formatValue).join(", ")} of a ${String(base["frequency"])} schedule`, () => {
            for (const value of values)
                expect(validateInputs({ ...base, [name]: value })).to.deep.equal([
                    `${name}: ${formatValue(value)} is not allowed. ${sentence}`,
                ]);
        });
    }

    for (const [remedy, names] of unknownProperties) {
        it(`the properties ${names.map(formatValue).join(", ")}: ${remedy || "no remedy"}`, () => {
            const hint = remedy === "" ? "" : ` ${remedy}`;
            for (const name of names)
                expect(validateInputs({ ...daily, [name]: 1 })).to.deep.equal([
                    `unknown property "${name}".${hint} ${properties}`,
                ]);
        });
    }

    it("an expression or a time under a name of its own, with the helper that takes it", () => {
        expect(validateInputs({ ...daily, cron: "0 8 1 * ?", time: "09:00" })).to.deep.equal([
            `unknown property "cron". ${useCronOf("0 8 1 * ?")} ${properties}`,
            `unknown property "time". ${useTime.replace("03:30", "09:00")} ${properties}`,
        ]);
    });

    it("what can't be sent, unknown properties included, even where allowUndocumented is set", () => {
        const inputs = { syncId: "a/b", frequency: " ", hour: true, minute: "null", cron: "x" };
        expect(validateInputs({ ...inputs, allowUndocumented: true })).to.deep.equal([
            `syncId: "a/b" is not allowed. ${takesUuid}`,
            `frequency: " " is not allowed. ${takesFrequency}`,
            `hour: true is not allowed. ${inCron(takesHour)}`,
            `minute: "null" is not allowed. ${inCron(takesMinute)}`,
            `unknown property "cron". ${useCron} ${properties}`,
        ]);
    });

    it("long values and names without repeating all of them", () => {
        const long = "x".repeat(10_000);
        for (const problem of validateInputs({ ...daily, frequency: long, hour: long, [long]: 1 }))
            expect(problem.length).to.be.lessThan(350);
    });

    it("bad values beside an unknown one", () => {
        expect(validateInputs({ ...daily, syncId: unknownValues[2], hour: 24 })).to.deep.equal([
            `hour: 24 is not allowed. ${takesHour}`,
        ]);
    });

    it("what no frequency takes while the frequency is unknown", () => {
        expect(validateInputs({ syncId, frequency: unknownValues[2], minute: "*/0" })).to.deep.equal([
            `minute: "*/0" is not allowed. ${inCron(takesMinute)}`,
        ]);
    });
});
