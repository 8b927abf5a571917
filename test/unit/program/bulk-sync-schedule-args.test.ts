import { expect } from "chai";
import { compile } from "../support/compiler";

const declare = (fields: string) => `new BulkSyncSchedule("nightly", { syncId, ${fields} });`;

const frequencies =
    `'OutputInstance<string> | "manual" | "continuous" | "hourly" | "daily" | "weekly" | "custom" | "builder" | ` +
    `Promise<string>'`;
const unfit = (fields: string) =>
    `Argument of type '{ syncId: pulumi.Output<string>; ${fields} }' is not assignable to parameter of type ` +
    `'BulkSyncScheduleArgs'.`;
const unknownProperty = (name: string, type: string) =>
    `Object literal may only specify known properties, and '${name}' does not exist in type 'BulkSyncReference & ${type}'.`;

/** A program, and the first and the last line of what the compiler says of it. */
const refused: readonly (readonly [string, string, string?])[] = [
    [
        declare('frequency: "weekly"'),
        unfit('frequency: "weekly";'),
        `Property 'dayOfWeek' is missing in type '{ syncId: pulumi.Output<string>; frequency: "weekly"; }' but ` +
            `required in type 'WeeklyTiming'.`,
    ],
    [
        declare('frequency: "weekly", hour: 3, allowUndocumented: true'),
        unfit('frequency: "weekly"; hour: number; allowUndocumented: true;'),
        `Property 'dayOfWeek' is missing in type '{ syncId: pulumi.Output<string>; frequency: "weekly"; hour: ` +
            `number; allowUndocumented: true; }' but required in type 'WeeklyTiming'.`,
    ],
    [declare('frequency: "hourly", hour: 3'), unknownProperty("hour", "HourlyTiming")],
    [declare('frequency: "manual", hour: 3'), unknownProperty("hour", "ManualTiming")],
    [declare('frequency: "continuous", minute: 5'), unknownProperty("minute", "ContinuousTiming")],
    [declare('frequency: "daily", dayOfWeek: "monday"'), unknownProperty("dayOfWeek", "DailyTiming")],
    [
        declare('frequency: "weekly", dayOfWeek: 1, dayOfMonth: 1'),
        unknownProperty("dayOfMonth", "WeeklyTiming"),
    ],
    [declare('frequency: "daily", timezone: "UTC"'), unknownProperty("timezone", "DailyTiming")],
    [declare('frequency: "custom", schemas: ["a"]'), unknownProperty("schemas", "CustomTiming")],
    [
        declare('frequency: "daily", hours: 3'),
        "Object literal may only specify known properties, but 'hours' does not exist in type 'BulkSyncReference & " +
            "DailyTiming'. Did you mean to write 'hour'?",
    ],
    [
        declare('frequency: "weekly", dayofweek: "monday"'),
        "Object literal may only specify known properties, but 'dayofweek' does not exist in type 'BulkSyncReference & " +
            "WeeklyTiming'. Did you mean to write 'dayOfWeek'?",
    ],
    [
        declare('frequency: "dayly", hour: 3'),
        `Type '"dayly"' is not assignable to type ${frequencies}. Did you mean '"daily"'?`,
    ],
    [declare('frequency: "runafter"'), `Type '"runafter"' is not assignable to type ${frequencies}.`],
    [declare('frequency: "multi"'), `Type '"multi"' is not assignable to type ${frequencies}.`],
    [
        declare('frequency: "daily", hour: true'),
        "Type 'true' is not assignable to type 'Input<string | number> | undefined'.",
    ],
    [
        declare('frequency: "daily", selectiveMode: "all"'),
        unfit('frequency: "daily"; selectiveMode: "all";'),
        `Type '"all"' is not assignable to type 'Input<"none" | "incrementalFields" | "nonincrementalFields"> | ` +
            `undefined'.`,
    ],
    [
        'new BulkSyncSchedule("nightly", { frequency: "daily" });',
        `Argument of type '{ frequency: "daily"; }' is not assignable to parameter of type 'BulkSyncScheduleArgs'.`,
        `Property 'syncId' is missing in type '{ frequency: "daily"; }' but required in type 'BulkSyncReference'.`,
    ],
    [
        'declare const frequency: string; new BulkSyncSchedule("nightly", { syncId, frequency });',
        `Type 'string' is not assignable to type ${frequencies}.`,
    ],
    [
        `const timings = { weekend: { frequency: "weekly", dayofWeek: "saturday" } } satisfies
            Record<string, polytomic.BulkSyncScheduleTiming>;`,
        "Object literal may only specify known properties, but 'dayofWeek' does not exist in type 'WeeklyTiming'. Did " +
            "you mean to write 'dayOfWeek'?",
    ],
    [
        `declare function daily(time: string): polytomic.DailyTiming;
         new BulkSyncSchedule("nightly", { syncId, ...daily("03:30"), dayOfMonth: 1 });`,
        unknownProperty("dayOfMonth", "DailyTiming"),
    ],
];

const accepted: readonly (readonly [string, string])[] = [
    ["a frequency alone", declare('frequency: "daily"')],
    ["every field of its frequency", declare('frequency: "weekly", dayOfWeek: "Mon", hour: "3", minute: 30')],
    ["a day as a number", declare('frequency: "weekly", dayOfWeek: 1')],
    ["cron's notation", declare('frequency: "custom", minute: "*/15", dayOfWeek: "1-5", month: 6')],
    [
        "outputs and promises",
        declare('frequency: "daily", hour: pulumi.output(3), minute: Promise.resolve("5")'),
    ],
    ["any output", `declare const any: pulumi.Output<any>; ${declare("frequency: any, hour: any")}`],
    ["a loop over numbers", `for (const hour of [1, 2]) ${declare('frequency: "daily", hour')}`],
    [
        "a loop over texts",
        `for (const dayOfWeek of ["monday", "friday"]) ${declare('frequency: "weekly", dayOfWeek')}`,
    ],
    [
        "a choice between two frequencies that take the same",
        `declare const isOften: boolean; ${declare('frequency: isOften ? "hourly" : "daily", minute: 15')}`,
    ],
    ["a constant's fields", `const at = { frequency: "daily", hour: 3 } as const; ${declare("...at")}`],
    ["a frequency that is an output", declare('frequency: pulumi.output("daily" as const), hour: 3')],
    ["a frequency that is a promise", declare('frequency: Promise.resolve("weekly"), dayOfWeek: 1')],
    [
        "a frequency out of the stack's configuration",
        declare('frequency: pulumi.output(new pulumi.Config().require("frequency")), hour: 3'),
    ],
    [
        "a variable of type Frequency",
        `declare const frequency: polytomic.Frequency; ${declare("frequency: pulumi.output(frequency), hour: 3")}`,
    ],
    [
        "what is not documented",
        declare(
            'frequency: pulumi.output("monthly"), selectiveMode: pulumi.output("all"), allowUndocumented: true',
        ),
    ],
    [
        "a table of timings",
        `const timings = {
            nightly: { frequency: "daily", hour: 1 },
            weekend: { frequency: "weekly", dayOfWeek: "saturday" },
        } satisfies Record<string, polytomic.BulkSyncScheduleTiming>;
        for (const [name, timing] of Object.entries(timings)) new BulkSyncSchedule(name, { syncId, ...timing });`,
    ],
    [
        "a component's own arguments",
        `interface PipelineArgs { schedule: polytomic.BulkSyncScheduleArgs; fallback: polytomic.BulkSyncScheduleTiming }
        class Pipeline extends pulumi.ComponentResource {
            constructor(name: string, { schedule, fallback }: PipelineArgs) {
                super("acme:index:Pipeline", name);
                new BulkSyncSchedule(name, schedule, { parent: this });
                new BulkSyncSchedule("fallback", { syncId: schedule.syncId, ...fallback }, { parent: this });
            }
        }
        new Pipeline("orders", { schedule: { syncId, frequency: "manual" }, fallback: { frequency: "daily", hour: 3 } });`,
    ],
    [
        "a definition that is narrowed by its frequency",
        `declare const args: polytomic.BulkSyncScheduleArgs;
        export const hour = args.frequency === "daily" ? args.hour : undefined;`,
    ],
    [
        "a definition that is kept in a constant and completed later",
        `const args: polytomic.BulkSyncScheduleArgs = { syncId, frequency: "daily", hour: 3 };
        new BulkSyncSchedule("nightly", { ...args, minute: 30 }, { protect: true });`,
    ],
    [
        "an existing schedule",
        'export const hour: pulumi.Output<string | number | undefined> = BulkSyncSchedule.get("nightly", "a/b").hour;',
    ],
];

describe("the types of a schedule's inputs", function () {
    this.timeout(120_000);

    const messages = new Map<string, string[]>();

    before(() => {
        const programs = [...refused, ...accepted.map(([, program]) => [program])].map(
            ([program = ""]) => program,
        );
        compile(programs, { strict: true }).forEach((lines, index) =>
            messages.set(programs[index] ?? "", lines),
        );
    });

    for (const [program, first, last = first] of refused) {
        it(`refuse ${program}`, () => {
            const lines = messages.get(program);
            expect([lines?.at(0), lines?.at(-1)?.trim()]).to.deep.equal([first, last]);
        });
    }

    for (const [what, program] of accepted) {
        it(`take ${what}`, () => {
            expect(messages.get(program)).to.deep.equal([]);
        });
    }

    it("do the same for programs that are not strict, and for very strict ones", () => {
        const programs = [...refused, ...accepted.map(([, program]) => [program])].map(
            ([program = ""]) => program,
        );
        for (const options of [{ strict: false }, { strict: true, exactOptionalPropertyTypes: true }]) {
            const isRefused = compile(programs, options).map((lines) => lines.length > 0);
            expect(isRefused).to.deep.equal(programs.map((_, index) => index < refused.length));
        }
    });
});
