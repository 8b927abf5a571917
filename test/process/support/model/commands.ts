/** What may happen to two stacks of schedules on one bulk sync, at random. */
import fc from "fast-check";
import type { FaultRule } from "../../../../emulator/src";
import type { Model } from "./model";
import type { Stage } from "./stage";

export type Command = fc.AsyncCommand<Model, Stage>;

/** @param text What a counterexample shows of it. */
function command(
    text: string,
    run: (model: Model, stage: Stage) => void | Promise<void>,
    check: (model: Readonly<Model>) => boolean = () => true,
): Command {
    return {
        check,
        run: async (model, stage) => {
            await run(model, stage);
            stage.endCommand();
        },
        toString: () => text,
    };
}

const NAMES = ["nightly", "hourly", "weekly"] as const;
const name = fc.constantFrom(...NAMES);
// From so few that schedules often are alike.
const hour = fc.integer({ min: 0, max: 3 });
const stack = fc.constantFrom(0 as const, 0 as const, 1 as const);

const declare = fc.record({ stack, name, hour }).map(({ stack, name, hour }) =>
    command(
        `stack ${stack}: declare ${name} at ${hour}`,
        ({ stacks }, { syncId }) => {
            stacks[stack].declared[name] = { syncId, frequency: "daily", hour, minute: 0 };
        },
        ({ areValuesKept }) => !areValuesKept,
    ),
);

const undeclare = fc.record({ stack, name }).map(({ stack, name }) =>
    command(
        `stack ${stack}: undeclare ${name}`,
        ({ stacks }) => {
            Reflect.deleteProperty(stacks[stack].declared, name);
        },
        // The engine never comes back to a create that a crash has cut off once its resource is no longer declared.
        ({ stacks }) => name in stacks[stack].declared && !stacks[stack].cutOff.has(name),
    ),
);

const rename = fc.record({ stack, from: name, to: name }).map(({ stack, from, to }) =>
    command(
        `stack ${stack}: rename ${from} to ${to}`,
        ({ stacks }, stage) => {
            const { declared } = stacks[stack];
            // A name is free where neither the program nor state has it.
            if (stage.inState(stack).includes(to)) return undefined;
            declared[to] = declared[from] ?? {};
            Reflect.deleteProperty(declared, from);
            return stage.rename(stack, from, to);
        },
        ({ stacks }) => {
            const { declared, cutOff } = stacks[stack];
            return from in declared && !(to in declared) && !cutOff.has(from) && !cutOff.has(to);
        },
    ),
);

const replaced: fc.Arbitrary<readonly string[]> = fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(name) },
);

const up = fc.record({ stack, replace: replaced }).map(({ stack, replace }) =>
    command(`stack ${stack}: up, replacing [${replace.join()}]`, async (model, stage) => {
        const { declared, cutOff, cutOffReplacements } = model.stacks[stack];
        await stage.up(stack, declared, [...replace, ...cutOffReplacements]).catch(() => {
            stage.followMessages(stack, declared);
        });
        for (const name of stage.succeeded(stack, cutOffReplacements)) cutOffReplacements.delete(name);
        for (const kept of stage.inState(stack)) if (!cutOffReplacements.has(kept)) cutOff.delete(kept);
        model.areValuesKept &&= model.stacks.some((one) => one.cutOff.size > 0);
    }),
);

/** A crash comes as the run's so-manieth request has reached the service, at its end where there are fewer. */
const crash = fc
    .record({ stack, replace: replaced, atRequest: fc.integer({ min: 1, max: 6 }) })
    .map(({ stack, replace, atRequest }) =>
        command(
            `stack ${stack}: up, replacing [${replace.join()}], killed at request ${atRequest}`,
            async (model, stage) => {
                const { declared, cutOff, cutOffReplacements } = model.stacks[stack];
                for (const name of Object.keys(declared)) {
                    cutOff.add(name);
                    if (replace.includes(name)) cutOffReplacements.add(name);
                }
                model.areValuesKept ||= model.mayFailWritten;
                await stage.crash(stack, declared, replace, atRequest);
            },
        ),
    );

const refresh = stack.map((stack) =>
    command(`stack ${stack}: refresh`, (_model, stage) => stage.refresh(stack).catch(() => undefined)),
);

const lost: fc.Arbitrary<FaultRule> = fc.record({
    method: fc.constantFrom("POST", "POST", "PUT", "DELETE", "GET"),
    kind: fc.constantFrom("reset-before-write", "reset-after-write", "half-response"),
});
const failed: fc.Arbitrary<FaultRule> = fc.record({
    method: fc.constantFrom("POST", "PUT", "DELETE", "GET"),
    kind: fc.constant("status"),
    status: fc.constantFrom(429, 500, 502, 503, 504),
    write: fc.boolean(),
});

const fault = fc.oneof(lost, failed).map((rule) =>
    command(`fault ${JSON.stringify(rule)}`, (model, stage) => {
        model.mayFailWritten ||= rule.method === "POST" && rule.status === 500 && rule.write === true;
        stage.fault(rule);
    }),
);

const person = fc.record({ hour, isKeysUser: fc.boolean() }).map(({ hour, isKeysUser }) =>
    command(`${isKeysUser ? "the key's own user" : "another user"} adds one at ${hour}`, (_model, stage) => {
        stage.addPersons(hour, isKeysUser);
    }),
);

const edit = fc.nat(3).map((index) =>
    command(
        `somebody edits schedule ${index}`,
        (_model, stage) => {
            stage.edit(index);
        },
        ({ areValuesKept }) => !areValuesKept,
    ),
);

const remove = fc.nat(3).map((index) =>
    command(`somebody removes schedule ${index}`, (_model, stage) => {
        stage.remove(index);
    }),
);

const any: fc.Arbitrary<Command> = fc.oneof(
    { weight: 12, arbitrary: declare },
    { weight: 4, arbitrary: undeclare },
    { weight: 3, arbitrary: rename },
    { weight: 14, arbitrary: up },
    { weight: 2, arbitrary: crash },
    { weight: 4, arbitrary: refresh },
    { weight: 4, arbitrary: fault },
    { weight: 3, arbitrary: person },
    { weight: 1, arbitrary: edit },
    { weight: 1, arbitrary: remove },
);

// Long ones, without a least length: so that a failure shrinks to its few steps.
export const commands = fc.noBias(fc.commands([any], { maxCommands: 60, size: "max" }));
