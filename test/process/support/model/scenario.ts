/** What may happen to a stack of schedules, at random. */
import fc from "fast-check";
import type { BehaviourOptions, FaultRule } from "../../../../emulator/src";

export const NAMES = ["nightly", "hourly", "weekly"] as const;

export type Step =
    | { kind: "declare"; name: string; hour: number }
    | { kind: "undeclare"; name: string }
    /** A crash comes as the run's so-manieth request has reached the service, at its end where there are fewer. */
    | { kind: "up"; replace: readonly string[]; crashAtRequest: number | undefined }
    | { kind: "refresh" }
    | { kind: "fault"; rule: FaultRule }
    | { kind: "stranger"; hour: number }
    | { kind: "edit" | "remove"; index: number };

export interface Scenario {
    readonly behaviour: BehaviourOptions;
    readonly steps: readonly Step[];
}

const name = fc.constantFrom(...NAMES);
const hour = fc.integer({ min: 0, max: 3 });

const fault: fc.Arbitrary<FaultRule> = fc.record({
    method: fc.constantFrom("POST", "POST", "PUT", "DELETE", "GET"),
    kind: fc.constantFrom("reset-before-write", "reset-after-write", "half-answer"),
});
const refusal: fc.Arbitrary<FaultRule> = fc
    .record({
        method: fc.constantFrom("POST", "PUT", "DELETE", "GET"),
        status: fc.constantFrom(429, 500, 502, 503, 504),
        write: fc.boolean(),
    })
    // Not a 500 that has written: a crash right after one leaves what docs/faults.md names among what remains.
    .map((rule) => ({ ...rule, write: rule.write && rule.status > 500, kind: "status" as const }));

const up: fc.Arbitrary<Step> = fc.record({
    kind: fc.constant("up"),
    replace: fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(name) }),
    crashAtRequest: fc.oneof(
        { weight: 6, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 6 }) },
    ),
});

const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant("declare"), name, hour }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("undeclare"), name }) },
    { weight: 8, arbitrary: up },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("refresh") }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("fault"), rule: fc.oneof(fault, refusal) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("stranger"), hour }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("edit", "remove"), index: fc.nat(3) }) },
);

export const scenario: fc.Arbitrary<Scenario> = fc.record({
    behaviour: fc.record({
        ids: fc.boolean(),
        absent: fc.constantFrom("null-text", "null", "missing", "empty"),
        spelling: fc.constantFrom("as-sent", "service"),
        createdAt: fc.constantFrom("milliseconds", "seconds"),
        deletedSchedules: fc.constantFrom("not-found", "dated"),
    }),
    // Long ones, without a least length: so that a failure shrinks to its few steps.
    steps: fc.noBias(fc.array(step, { maxLength: 60, size: "max" })),
});
