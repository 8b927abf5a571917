/** What may happen to a stack of schedules, at random. */
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

const declare = fc.record({ name, hour }).map(({ name, hour }) =>
    command(
        `declare ${name} at ${hour}`,
        ({ declared }, { syncId }) => {
            declared[name] = { syncId, frequency: "daily", hour, minute: 0 };
        },
        ({ areValuesKept }) => !areValuesKept,
    ),
);

const undeclare = name.map((name) =>
    command(
        `undeclare ${name}`,
        ({ declared }) => {
            Reflect.deleteProperty(declared, name);
        },
        // The engine never comes back to a create that a crash has cut off once its resource is no longer declared.
        ({ declared, cutOff }) => name in declared && !cutOff.has(name),
    ),
);

const replaced = fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(name) },
);

const up = replaced.map((replace) =>
    command(`up, replacing [${replace.join()}]`, async (model, stage) => {
        await stage.up(model.declared, replace).catch(() => undefined);
        for (const kept of stage.inState()) model.cutOff.delete(kept);
        model.areValuesKept &&= model.cutOff.size > 0;
    }),
);

/** A crash comes as the run's so-manieth request has reached the service, at its end where there are fewer. */
const crash = fc
    .record({ replace: replaced, atRequest: fc.integer({ min: 1, max: 6 }) })
    .map(({ replace, atRequest }) =>
        command(`up, replacing [${replace.join()}], killed at request ${atRequest}`, async (model, stage) => {
            for (const declared of Object.keys(model.declared)) model.cutOff.add(declared);
            model.areValuesKept ||= model.mayFailWritten;
            await stage.crash(model.declared, replace, atRequest);
        }),
    );

const refresh = fc.constant(command("refresh", (_model, stage) => stage.refresh().catch(() => undefined)));

const lost: fc.Arbitrary<FaultRule> = fc.record({
    method: fc.constantFrom("POST", "POST", "PUT", "DELETE", "GET"),
    kind: fc.constantFrom("reset-before-write", "reset-after-write", "half-answer"),
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

const stranger = hour.map((hour) =>
    command(`another user's at ${hour}`, (_model, stage) => {
        stage.addStranger(hour);
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
    { weight: 14, arbitrary: up },
    { weight: 2, arbitrary: crash },
    { weight: 4, arbitrary: refresh },
    { weight: 4, arbitrary: fault },
    { weight: 2, arbitrary: stranger },
    { weight: 1, arbitrary: edit },
    { weight: 1, arbitrary: remove },
);

// Long ones, without a least length: so that a failure shrinks to its few steps.
export const commands = fc.noBias(fc.commands([any], { maxCommands: 60, size: "max" }));
