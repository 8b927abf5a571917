import { RunError } from "@pulumi/pulumi";
import { expect } from "chai";
import { cron, daily, describeSchedule, hourly, nextRuns, weekly } from "../../../provider";
import { definitionOf } from "../../../provider/cli/definition";
import { check } from "../../../provider/lifecycle/schedule/check";
import { parseDurationMs } from "../../../provider/lifecycle/process/provider-process";
import { FIELD_NAMES, toRequest } from "../../../provider/model/fields";
import { ruleOf } from "../../../provider/model/frequencies";
import { INPUT_NAMES } from "../../../provider/model/state";
import { inheritedNames, syncId } from "../support/definitions";

/** What a program in JavaScript may pass. */
const untyped = (value: unknown) => value as never;

const TIME_FIELDS = FIELD_NAMES.filter((field) => !["frequency", "selectiveMode"].includes(field));

/** Calls that a word which stands for nothing must make fail. */
const refusals: readonly (readonly [string, (name: string) => unknown])[] = [
    ["cron(…)", (name) => cron(name)],
    ["cron(@…)", (name) => cron(`@${name}`)],
    ...["minute", "hour", "dayOfMonth", "month", "dayOfWeek"].map((field, index) => {
        const expression = (name: string) => ["0", "0", "*", "*", "*"].with(index, name).join(" ");
        return [`cron's ${field}`, (name: string) => cron(expression(name))] as const;
    }),
    ["hourly(…)", (name) => hourly(untyped(name))],
    ["daily(…)", (name) => daily(name)],
    ["weekly(…)", (name) => weekly(name, "03:30")],
    ["weekly's time", (name) => weekly("monday", name)],
    ["timeZone", (name) => daily("03:30", { timeZone: name })],
    ["utcOffset", (name) => daily("03:30", { timeZone: "Europe/Berlin", utcOffset: untyped(name) })],
    ["an unknown option", (name) => daily("03:30", untyped(Object.fromEntries([[name, "UTC"]])))],
    ["nextRuns' time zone", (name) => nextRuns(daily("03:30"), { timeZone: name })],
    ["nextRuns' start", (name) => nextRuns(daily("03:30"), { from: name })],
];

// Each of these is in every object: a table that is looked up carelessly has an entry for it.
describe("the name of an inherited property", () => {
    const each = (title: string, test: (name: string) => void) => {
        it(title, () => {
            for (const name of inheritedNames) test(name);
        });
    };

    for (const [what, call] of refusals)
        each(`is refused by ${what}`, (name) => {
            expect(() => call(name)).to.throw(RunError, /^\w+(\(.*\))? in \S+: \S/);
        });

    each("is described as a frequency that nothing is known of", (name) => {
        expect(describeSchedule({ frequency: name })).to.equal(name);
        expect(describeSchedule({ frequency: name, hour: 3 })).to.equal(`${name}: hour 3 (UTC)`);
        expect(nextRuns({ frequency: name, hour: 3, minute: 30 })).to.deep.equal([]);
        expect(ruleOf(name)).to.be.undefined;
        expect(definitionOf(syncId, { frequency: name })).to.deep.equal({
            written: { frequency: name, allowUndocumented: true },
            inputs: { frequency: name, allowUndocumented: true },
        });
    });

    each("is described, and never run, as the value of any field", (name) => {
        for (const frequency of ["hourly", "daily", "weekly", "custom"])
            for (const field of TIME_FIELDS) {
                const fields = { frequency, hour: 3, minute: 30, dayOfWeek: 1, [field]: name };
                const words = describeSchedule(fields);
                if (words.startsWith(`${frequency}:`)) expect(words).to.contain(`${field} ${name}`);
                expect(words).not.to.match(/undefined|NaN|function|\[object/);
                expect(toRequest(fields)).to.have.own.property(field, name);
            }
    });

    each("is refused as the value of any input, and as an input", (name) => {
        for (const frequency of ["hourly", "daily", "weekly", "custom", "builder", name])
            for (const input of [...INPUT_NAMES, name]) {
                const declared = Object.fromEntries([
                    ...Object.entries({ syncId, frequency, hour: 3 }),
                    [input, name],
                ]);
                const { failures } = check({}, declared);
                expect(failures.some((failure) => failure.includes(JSON.stringify(name)))).to.be.true;
                expect(failures.join(" ")).not.to.match(/undefined|NaN|native code|\[object/);
            }
    });

    each("is no duration", (name) => {
        expect([name, `1${name}`].map(parseDurationMs)).to.deep.equal([undefined, undefined]);
    });
});
