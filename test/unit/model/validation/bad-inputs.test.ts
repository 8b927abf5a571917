import { expect } from "chai";
import { check } from "../../../../provider/lifecycle/schedule/check";
import { syncId, unknownValues } from "../../support/definitions";

const manual = { syncId, frequency: "manual" };
const continuous = { syncId, frequency: "continuous" };
const hourly = { syncId, frequency: "hourly" };
const daily = { syncId, frequency: "daily" };
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
const useCron = 'Spread a cron expression\'s fields instead: { syncId, ...polytomic.cron("30 3 * * 1-5") }.';
const useTime = 'Use hour and minute, in UTC, or spread { syncId, ...polytomic.daily("03:30") }.';
const noNicknames = 'Polytomic has no cron nicknames. Use frequency "hourly", "daily" or "weekly".';
const output =
    "It is an output: Polytomic returns it. To read an existing schedule, use BulkSyncSchedule.get().";
const overrule = "To let Polytomic decide, set allowUndocumented: true.";
const properties =
    "A schedule takes syncId, frequency, hour, minute, dayOfWeek, dayOfMonth, month, selectiveMode and allowUndocumented.";

/** Inputs, and the sentences that refuse them, one for each fault. */
type Row = readonly [Record<string, unknown>, ...string[]];

const missing: readonly Row[] = [
    [
        {},
        "syncId is missing. It takes the id of the bulk sync, a UUID.",
        `frequency is missing. ${takesFrequency}`,
    ],
    [{ frequency: "daily" }, "syncId is missing. It takes the id of the bulk sync, a UUID."],
    [{ syncId }, `frequency is missing. ${takesFrequency}`],
    [{ syncId: null, frequency: "daily" }, "syncId is missing. It takes the id of the bulk sync, a UUID."],
    [
        { syncId: undefined, frequency: "daily" },
        "syncId is missing. It takes the id of the bulk sync, a UUID.",
    ],
    [{ syncId, frequency: null }, `frequency is missing. ${takesFrequency}`],
    [
        { syncId, frequency: "weekly", hour: 3 },
        'dayOfWeek is missing. Frequency "weekly" needs it: a day from sunday to saturday, or a number from 0 (Sunday) ' +
            `to 7 (Sunday). ${overrule}`,
    ],
    [
        { syncId, frequency: "Weekly", dayOfWeek: null },
        'dayOfWeek is missing. Frequency "Weekly" needs it: a day from sunday to saturday, or a number from 0 (Sunday) ' +
            `to 7 (Sunday). ${overrule}`,
    ],
    [
        { syncId, frequency: "custom" },
        'frequency: "custom" needs at least one of minute, hour, dayOfMonth, month and dayOfWeek, in cron\'s notation. ' +
            overrule,
    ],
    [
        { frequency: "dayly", hour: 99, bogus: 1 },
        "syncId is missing. It takes the id of the bulk sync, a UUID.",
        `frequency: "dayly" is not allowed. ${takesFrequency} Did you mean "daily"? ${overrule}`,
        `hour: 99 is not allowed. ${inCron(takesHour)} ${overrule}`,
        `unknown property "bogus". ${properties}`,
    ],
];

const noEffect = (field: string, value: string, frequency: string, taken: string, remedy: string) =>
    `${field}: ${value} has no effect with frequency "${frequency}", which takes ${taken}. ${remedy} ${overrule}`;

const ignored: readonly Row[] = [
    [
        { ...manual, hour: 3 },
        noEffect("hour", "3", "manual", "no time", 'Remove hour, or use frequency "daily".'),
    ],
    [
        { ...manual, minute: "15" },
        noEffect("minute", '"15"', "manual", "no time", 'Remove minute, or use frequency "hourly".'),
    ],
    [
        { ...continuous, hour: 2, minute: 0 },
        noEffect("hour", "2", "continuous", "no time", 'Remove hour, or use frequency "daily".'),
        noEffect("minute", "0", "continuous", "no time", 'Remove minute, or use frequency "daily".'),
    ],
    [
        { ...continuous, minute: 5 },
        noEffect("minute", "5", "continuous", "no time", 'Remove minute, or use frequency "daily".'),
    ],
    [
        { ...continuous, minute: "*/20" },
        noEffect("minute", '"*/20"', "continuous", "no time", 'Remove minute, or use frequency "custom".'),
    ],
    [
        { ...hourly, hour: 3 },
        noEffect("hour", "3", "hourly", "minute", 'Remove hour, or use frequency "daily".'),
    ],
    [
        { ...hourly, minute: 15, dayOfWeek: "monday" },
        noEffect("dayOfWeek", '"monday"', "hourly", "minute", 'Remove dayOfWeek, or use frequency "weekly".'),
    ],
    [{ ...hourly, hour: 99 }, noEffect("hour", "99", "hourly", "minute", "Remove hour.")],
    [
        { ...daily, hour: 3, dayOfWeek: 1 },
        noEffect(
            "dayOfWeek",
            "1",
            "daily",
            "hour and minute",
            'Remove dayOfWeek, or use frequency "weekly".',
        ),
    ],
    [
        { ...daily, hour: 3, dayOfWeek: "mon-fri" },
        noEffect(
            "dayOfWeek",
            '"mon-fri"',
            "daily",
            "hour and minute",
            'Remove dayOfWeek, or use frequency "custom".',
        ),
    ],
    [
        { ...daily, dayOfMonth: "15" },
        noEffect(
            "dayOfMonth",
            '"15"',
            "daily",
            "hour and minute",
            'Remove dayOfMonth, or use frequency "custom".',
        ),
    ],
    [
        { ...daily, hour: unknownValues[2], month: "january" },
        noEffect(
            "month",
            '"january"',
            "daily",
            "hour and minute",
            'Remove month, or use frequency "custom".',
        ),
    ],
    [
        { ...weekly, dayOfMonth: 1 },
        noEffect(
            "dayOfMonth",
            "1",
            "weekly",
            "dayOfWeek, hour and minute",
            'Remove dayOfMonth, or use frequency "custom".',
        ),
    ],
    [
        { syncId, frequency: "runafter", hour: 3 },
        `frequency: "runafter" is not allowed. ${takesFrequency} ${overrule}`,
        noEffect("hour", "3", "runafter", "no time", 'Remove hour, or use frequency "daily".'),
    ],
];

const frequencies: readonly Row[] = ["runafter", "dbtcloud", "multi"].map((frequency) => [
    { syncId, frequency },
    `frequency: "${frequency}" is not allowed. ${takesFrequency} ${overrule}`,
]);

/** A base, the property that is wrong in it, its value, and what the user reads of it. */
const wrong: readonly (readonly [Record<string, unknown>, string, unknown, string])[] = [
    [daily, "syncId", "", `"" is not allowed. ${takesUuid}`],
    [daily, "syncId", " ", `" " is not allowed. ${takesUuid}`],
    [daily, "syncId", "..", `".." is not allowed. ${takesUuid}`],
    [daily, "syncId", "nightly", `"nightly" is not allowed. ${takesUuid} ${overrule}`],
    [daily, "syncId", syncId.slice(1), `"${syncId.slice(1)}" is not allowed. ${takesUuid} ${overrule}`],
    [daily, "syncId", ` ${syncId}`, `" ${syncId}" is not allowed. ${takesUuid} ${overrule}`],
    [daily, "syncId", `${syncId}\n`, `"${syncId}\\n" is not allowed. ${takesUuid} ${overrule}`],
    [daily, "syncId", `${syncId}/${syncId}`, `"${syncId}/${syncId}" is not allowed. ${takesUuid}`],
    [daily, "syncId", "a/b", `"a/b" is not allowed. ${takesUuid}`],
    [
        daily,
        "syncId",
        syncId.replaceAll("-", ""),
        `"${syncId.replaceAll("-", "")}" is not allowed. ${takesUuid} ${overrule}`,
    ],
    [
        daily,
        "syncId",
        `g${syncId.slice(1)}`,
        `"g${syncId.slice(1)}" is not allowed. ${takesUuid} ${overrule}`,
    ],
    [daily, "syncId", 42, `42 is not allowed. ${takesUuid}`],
    [daily, "syncId", true, `true is not allowed. ${takesUuid}`],
    [daily, "syncId", { id: syncId }, `an object or a list is not allowed. ${takesUuid}`],
    [daily, "syncId", [syncId], `an object or a list is not allowed. ${takesUuid}`],

    [daily, "frequency", "", `"" is not allowed. ${takesFrequency}`],
    [
        daily,
        "frequency",
        "dayly",
        `"dayly" is not allowed. ${takesFrequency} Did you mean "daily"? ${overrule}`,
    ],
    [
        daily,
        "frequency",
        "Hourli",
        `"Hourli" is not allowed. ${takesFrequency} Did you mean "hourly"? ${overrule}`,
    ],
    [
        daily,
        "frequency",
        "week",
        `"week" is not allowed. ${takesFrequency} Did you mean "weekly"? ${overrule}`,
    ],
    [daily, "frequency", "run after", `"run after" is not allowed. ${takesFrequency} ${overrule}`],
    [daily, "frequency", "monthly", `"monthly" is not allowed. ${takesFrequency} ${overrule}`],
    [
        daily,
        "frequency",
        "@daily",
        `"@daily" is not allowed. ${takesFrequency} Did you mean "daily"? ${overrule}`,
    ],
    [daily, "frequency", "0 3 * * *", `"0 3 * * *" is not allowed. ${takesFrequency} ${useCron} ${overrule}`],
    [daily, "frequency", "constructor", `"constructor" is not allowed. ${takesFrequency} ${overrule}`],
    [daily, "frequency", "null", `"null" is not allowed. ${takesFrequency}`],
    [daily, "frequency", 5, `5 is not allowed. ${takesFrequency}`],
    [daily, "frequency", true, `true is not allowed. ${takesFrequency}`],
    [daily, "frequency", ["daily"], `an object or a list is not allowed. ${takesFrequency}`],
    [
        daily,
        "frequency",
        "x".repeat(99),
        `"${"x".repeat(80)}…" is not allowed. ${takesFrequency} ${overrule}`,
    ],

    [daily, "hour", 24, `24 is not allowed. ${takesHour} ${overrule}`],
    [daily, "hour", -1, `-1 is not allowed. ${takesHour} ${overrule}`],
    [daily, "hour", "24", `"24" is not allowed. ${takesHour} ${overrule}`],
    [daily, "hour", "-1", `"-1" is not allowed. ${takesHour} ${overrule}`],
    [daily, "hour", "+3", `"+3" is not allowed. ${takesHour} ${overrule}`],
    [daily, "hour", 1.5, `1.5 is not allowed. ${takesHour} ${overrule}`],
    [daily, "hour", "1.5", `"1.5" is not allowed. ${takesHour} ${overrule}`],
    [daily, "hour", "1e1", `"1e1" is not allowed. ${takesHour} ${overrule}`],
    [daily, "hour", "0x10", `"0x10" is not allowed. ${takesHour} ${overrule}`],
    [daily, "hour", 1e21, `1e+21 is not allowed. ${takesHour} ${overrule}`],
    [daily, "hour", NaN, `NaN is not allowed. ${takesHour}`],
    [daily, "hour", Infinity, `Infinity is not allowed. ${takesHour}`],
    [daily, "hour", "NaN", `"NaN" is not allowed. ${takesHour} ${overrule}`],
    [daily, "hour", "3am", `"3am" is not allowed. ${takesHour} ${overrule}`],
    [daily, "hour", "03:30", `"03:30" is not allowed. ${takesHour} ${useTime} ${overrule}`],
    [daily, "hour", "03:30+02:00", `"03:30+02:00" is not allowed. ${takesHour} ${useTime} ${overrule}`],
    [daily, "hour", "3 Europe/Berlin", `"3 Europe/Berlin" is not allowed. ${takesHour} ${overrule}`],
    [daily, "hour", "monday", `"monday" is not allowed. ${takesHour} ${overrule}`],
    [daily, "hour", "@daily", `"@daily" is not allowed. ${takesHour} ${noNicknames} ${overrule}`],
    [daily, "hour", "@reboot", `"@reboot" is not allowed. ${takesHour} ${noNicknames} ${overrule}`],
    [daily, "hour", "", `"" is not allowed. ${takesHour}`],
    [daily, "hour", " ", `" " is not allowed. ${takesHour}`],
    [daily, "hour", "null", `"null" is not allowed. ${takesHour}`],
    [daily, "hour", true, `true is not allowed. ${takesHour}`],
    [daily, "hour", [3], `an object or a list is not allowed. ${takesHour}`],
    [daily, "hour", "*", `"*" is not allowed. ${takesHour} ${useCustom} ${overrule}`],
    [daily, "hour", "*/2", `"*/2" is not allowed. ${takesHour} ${useCustom} ${overrule}`],
    [daily, "hour", "9-17", `"9-17" is not allowed. ${takesHour} ${useCustom} ${overrule}`],

    [custom, "hour", 24, `24 is not allowed. ${inCron(takesHour)} ${overrule}`],
    [custom, "hour", "null", `"null" is not allowed. ${inCron(takesHour)}`],
    [custom, "hour", "NULL", `"NULL" is not allowed. ${inCron(takesHour)} ${overrule}`],
    [custom, "hour", "0 3 * * *", `"0 3 * * *" is not allowed. ${inCron(takesHour)} ${useCron} ${overrule}`],
    [
        custom,
        "minute",
        "0 0 3 * * *",
        `"0 0 3 * * *" is not allowed. ${inCron(takesMinute)} ${useCron} ${overrule}`,
    ],
    [custom, "minute", "*/0", `"*/0" is not allowed. ${inCron(takesMinute)} ${overrule}`],
    [custom, "minute", "5/15", `"5/15" is not allowed. ${inCron(takesMinute)} ${overrule}`],
    [custom, "minute", "H", `"H" is not allowed. ${inCron(takesMinute)} ${overrule}`],
    [custom, "hour", "20-26", `"20-26" is not allowed. ${inCron(takesHour)} ${overrule}`],
    [custom, "hour", "20-8", `"20-8" is not allowed. ${inCron(takesHour)} ${overrule}`],
    [custom, "hour", "mon", `"mon" is not allowed. ${inCron(takesHour)} ${overrule}`],
    [custom, "dayOfMonth", "L", `"L" is not allowed. ${inCron(takesDayOfMonth)} ${overrule}`],
    [custom, "dayOfMonth", "15W", `"15W" is not allowed. ${inCron(takesDayOfMonth)} ${overrule}`],
    [custom, "dayOfMonth", "?", `"?" is not allowed. ${inCron(takesDayOfMonth)} ${overrule}`],
    [custom, "dayOfWeek", "mon#2", `"mon#2" is not allowed. ${inCron(takesDayOfWeek)} ${overrule}`],
    [custom, "dayOfWeek", "friL", `"friL" is not allowed. ${inCron(takesDayOfWeek)} ${overrule}`],
    [
        custom,
        "dayOfWeek",
        "@weekly",
        `"@weekly" is not allowed. ${inCron(takesDayOfWeek)} ${noNicknames} ${overrule}`,
    ],

    [daily, "minute", 60, `60 is not allowed. ${takesMinute} ${overrule}`],
    [daily, "minute", "60", `"60" is not allowed. ${takesMinute} ${overrule}`],
    [daily, "minute", -5, `-5 is not allowed. ${takesMinute} ${overrule}`],
    [daily, "minute", 0.5, `0.5 is not allowed. ${takesMinute} ${overrule}`],
    [daily, "minute", "15m", `"15m" is not allowed. ${takesMinute} ${overrule}`],
    [daily, "minute", "0,30", `"0,30" is not allowed. ${takesMinute} ${useCustom} ${overrule}`],
    [
        hourly,
        "minute",
        20,
        `20 is not allowed. ${takesQuarter} Frequency "custom" takes any minute. ${overrule}`,
    ],
    [
        hourly,
        "minute",
        "07",
        `"07" is not allowed. ${takesQuarter} Frequency "custom" takes any minute. ${overrule}`,
    ],
    [hourly, "minute", "*/15", `"*/15" is not allowed. ${takesQuarter} ${useCustom} ${overrule}`],
    [hourly, "minute", 60, `60 is not allowed. ${takesQuarter} ${overrule}`],
    [hourly, "minute", false, `false is not allowed. ${takesQuarter}`],

    [builder, "dayOfMonth", 0, `0 is not allowed. ${takesDayOfMonth} ${overrule}`],
    [builder, "dayOfMonth", 32, `32 is not allowed. ${takesDayOfMonth} ${overrule}`],
    [builder, "dayOfMonth", "32", `"32" is not allowed. ${takesDayOfMonth} ${overrule}`],
    [builder, "dayOfMonth", "1st", `"1st" is not allowed. ${takesDayOfMonth} ${overrule}`],
    [builder, "dayOfMonth", "1,15", `"1,15" is not allowed. ${takesDayOfMonth} ${useCustom} ${overrule}`],

    [
        weekly,
        "dayOfWeek",
        "mondey",
        `"mondey" is not allowed. ${takesDayOfWeek} Did you mean "monday"? ${overrule}`,
    ],
    [
        weekly,
        "dayOfWeek",
        "Wendesday",
        `"Wendesday" is not allowed. ${takesDayOfWeek} Did you mean "wednesday"? ${overrule}`,
    ],
    [weekly, "dayOfWeek", "lundi", `"lundi" is not allowed. ${takesDayOfWeek} ${overrule}`],
    [weekly, "dayOfWeek", "mo", `"mo" is not allowed. ${takesDayOfWeek} ${overrule}`],
    [weekly, "dayOfWeek", 8, `8 is not allowed. ${takesDayOfWeek} ${overrule}`],
    [weekly, "dayOfWeek", -1, `-1 is not allowed. ${takesDayOfWeek} ${overrule}`],
    [weekly, "dayOfWeek", 1.5, `1.5 is not allowed. ${takesDayOfWeek} ${overrule}`],
    [weekly, "dayOfWeek", ["monday"], `an object or a list is not allowed. ${takesDayOfWeek}`],
    [weekly, "dayOfWeek", "mon-fri", `"mon-fri" is not allowed. ${takesDayOfWeek} ${useCustom} ${overrule}`],
    [
        weekly,
        "dayOfWeek",
        "monday,friday",
        `"monday,friday" is not allowed. ${takesDayOfWeek} ${useCustom} ${overrule}`,
    ],

    [builder, "month", 0, `0 is not allowed. ${takesMonth} ${overrule}`],
    [builder, "month", 13, `13 is not allowed. ${takesMonth} ${overrule}`],
    [builder, "month", "13", `"13" is not allowed. ${takesMonth} ${overrule}`],
    [
        builder,
        "month",
        "Janary",
        `"Janary" is not allowed. ${takesMonth} Did you mean "january"? ${overrule}`,
    ],
    [builder, "month", "1-3", `"1-3" is not allowed. ${takesMonth} ${useCustom} ${overrule}`],

    [manual, "selectiveMode", "", `"" is not allowed. ${takesMode}`],
    [manual, "selectiveMode", "all", `"all" is not allowed. ${takesMode} ${overrule}`],
    [
        manual,
        "selectiveMode",
        "incremental_fields",
        `"incremental_fields" is not allowed. ${takesMode} Did you mean "incrementalFields"? ${overrule}`,
    ],
    [manual, "selectiveMode", false, `false is not allowed. ${takesMode}`],
    [manual, "selectiveMode", 1, `1 is not allowed. ${takesMode} ${overrule}`],

    [daily, "allowUndocumented", "true", '"true" is not allowed. It takes true or false.'],
    [daily, "allowUndocumented", 1, "1 is not allowed. It takes true or false."],
];

/** A property that a schedule does not have, and what to do instead. */
const unknownProperties: readonly (readonly [string, string])[] = [
    ["hours", 'Did you mean "hour"?'],
    ["Hour", 'Did you mean "hour"?'],
    ["day", 'Did you mean "dayOfWeek"?'],
    ["day_of_week", 'Did you mean "dayOfWeek"?'],
    ["dayofweek", 'Did you mean "dayOfWeek"?'],
    ["sync_id", 'Did you mean "syncId"?'],
    ["bulkSyncId", 'Did you mean "syncId"?'],
    ["schemas", "It is set in the bulk sync itself, not in a schedule of it."],
    ["syncMode", "It is set in the bulk sync itself, not in a schedule of it."],
    ["sync_mode", "It is set in the bulk sync itself, not in a schedule of it."],
    ["timezone", "All times are UTC. The helpers daily() and weekly() turn a local time into UTC."],
    ["timeZone", "All times are UTC. The helpers daily() and weekly() turn a local time into UTC."],
    ["cron", useCron],
    ["cronExpression", useCron],
    ["time", useTime],
    [
        "enabled",
        'A schedule can\'t be paused. Remove it, or use frequency "manual"; the bulk sync as a whole can be paused in Polytomic.',
    ],
    [
        "paused",
        'A schedule can\'t be paused. Remove it, or use frequency "manual"; the bulk sync as a whole can be paused in Polytomic.',
    ],
    ["interval", 'Use frequency "custom" with cron\'s notation, such as minute: "*/20".'],
    ["scheduleId", output],
    ["createdAt", output],
    ["name", ""],
    ["second", ""],
    ["schedule", ""],
    ["schedules", ""],
    ["", ""],
    ["__other", ""],
    ["toString", ""],
];

const shown = (value: unknown) => JSON.stringify(value);
const faultsOf = (inputs: Record<string, unknown>) => check({}, inputs).failures;

describe("check refuses", () => {
    for (const [inputs, ...faults] of [...missing, ...ignored, ...frequencies]) {
        it(`${shown(inputs)} with ${faults.length === 1 ? "a sentence" : `${faults.length} sentences`}`, () => {
            expect(faultsOf(inputs)).to.deep.equal(faults);
        });
    }

    for (const [base, name, value, message] of wrong) {
        it(`${name} ${typeof value === "number" ? String(value) : shown(value)} of a ${String(base["frequency"])} schedule`, () => {
            expect(faultsOf({ ...base, [name]: value })).to.deep.equal([`${name}: ${message}`]);
        });
    }

    for (const [name, remedy] of unknownProperties) {
        it(`the property ${shown(name)}`, () => {
            const hint = remedy === "" ? "" : ` ${remedy}`;
            expect(faultsOf({ ...daily, [name]: 1 })).to.deep.equal([
                `unknown property "${name}".${hint} ${properties}`,
            ]);
        });
    }

    it("unknown properties even where allowUndocumented is set, for they would not be sent", () => {
        expect(faultsOf({ ...daily, cron: "x", allowUndocumented: true })).to.deep.equal([
            `unknown property "cron". ${useCron} ${properties}`,
        ]);
    });

    it("what can't be sent even where allowUndocumented is set", () => {
        const inputs = { syncId: "a/b", frequency: " ", hour: true, minute: "null", allowUndocumented: true };
        expect(faultsOf(inputs)).to.deep.equal([
            `syncId: "a/b" is not allowed. ${takesUuid}`,
            `frequency: " " is not allowed. ${takesFrequency}`,
            `hour: true is not allowed. ${inCron(takesHour)}`,
            `minute: "null" is not allowed. ${inCron(takesMinute)}`,
        ]);
    });

    it("long values and names without repeating all of them", () => {
        const long = "x".repeat(10_000);
        for (const fault of faultsOf({ ...daily, frequency: long, hour: long, [long]: 1 }))
            expect(fault.length).to.be.lessThan(350);
    });

    it("bad values beside an unknown one", () => {
        expect(faultsOf({ syncId: unknownValues[2], frequency: "daily", hour: 24 })).to.deep.equal([
            `hour: 24 is not allowed. ${takesHour} ${overrule}`,
        ]);
    });

    it("what no frequency takes while the frequency is unknown", () => {
        expect(faultsOf({ syncId, frequency: unknownValues[2], minute: "*/0" })).to.deep.equal([
            `minute: "*/0" is not allowed. ${inCron(takesMinute)} ${overrule}`,
        ]);
    });

    it("inputs with what was declared, for the engine to show", () => {
        expect(check({}, { ...daily, hour: 24 }).inputs).to.deep.equal({ ...daily, hour: 24 });
    });
});
