/** What happens in one round: chosen at random, and the same for the same seed. */
import fc from "fast-check";
import type { BehaviourOptions, FaultRule } from "../../emulator/src";

/** The definition of a schedule, as a program writes it. */
export type Definition = Readonly<Record<string, string | number>>;

export interface Declaration {
    /** Which of the emulator's bulk syncs. */
    readonly sync: number;
    readonly definition: Definition;
    /** Whether its operations may take three seconds only, so that a late answer is a lost one. */
    readonly isHurried: boolean;
}

export type Program = Readonly<Record<string, Declaration>>;

/** What somebody does to a process: `kill -9` of the CLI, `kill -9` of the provider's process, or Ctrl-C. */
export type Victim = "cli" | "provider" | "ctrl-c";

export interface Interruption {
    readonly victim: Victim;
    /** After this many requests of the step have reached the service … */
    readonly afterRequests: number;
    /** … and this long after the last of them. */
    readonly delayMs: number;
}

export interface Step {
    readonly declared: Program;
    readonly replaced: readonly string[];
    readonly faults: readonly FaultRule[];
    readonly interruption: Interruption | null;
    readonly isRefreshed: boolean;
    /** What somebody else adds in the web app just then. */
    readonly stranger: Pick<Declaration, "sync" | "definition"> | null;
}

export interface Plan {
    readonly service: BehaviourOptions;
    readonly steps: readonly Step[];
}

const names = ["a", "b", "c", "d", "e"] as const;

// From so few values that schedules often are alike, and often stay as they were.
const definition: fc.Arbitrary<Definition> = fc.oneof(
    fc.record({ frequency: fc.constant("daily"), hour: fc.nat(2), minute: fc.constantFrom(0, 30) }),
    fc.record({ frequency: fc.constant("hourly"), minute: fc.constantFrom(0, 15) }),
    fc.record({
        frequency: fc.constant("weekly"),
        dayOfWeek: fc.constantFrom("monday", "friday"),
        hour: fc.nat(2),
        minute: fc.constant(0),
    }),
    fc.constant({ frequency: "manual" }),
);

const declaration: fc.Arbitrary<Declaration> = fc.record({
    sync: fc.nat(1),
    definition,
    isHurried: fc.boolean(),
});

const program: fc.Arbitrary<Program> = fc.dictionary(fc.constantFrom(...names), declaration, {
    minKeys: 1,
    maxKeys: names.length,
    noNullPrototype: true,
});

const written = fc.boolean();
const fault: fc.Arbitrary<Partial<FaultRule> & Pick<FaultRule, "kind">> = fc.oneof(
    fc.record({
        kind: fc.constantFrom(
            "reset-before-write" as const,
            "reset-after-write" as const,
            "half-response" as const,
            "deleted-at" as const,
        ),
    }),
    fc.record({
        kind: fc.constantFrom("delay-before-write" as const, "delay-after-write" as const),
        delayMs: fc.constantFrom(300, 1_500),
    }),
    fc.record({
        kind: fc.constant("html" as const),
        status: fc.constantFrom(200, 404, 502),
        write: written,
    }),
    fc.record({
        kind: fc.constant("status" as const),
        status: fc.constantFrom(500, 502, 503, 504),
        write: written,
    }),
    fc.record({
        kind: fc.constant("status" as const),
        status: fc.constant(429),
        retryAfter: fc.constantFrom("0", "1"),
    }),
);

const aimedFault: fc.Arbitrary<FaultRule> = fc
    .record({
        method: fc.constantFrom(
            "POST" as const,
            "POST" as const,
            "PUT" as const,
            "DELETE" as const,
            "GET" as const,
        ),
        times: fc.integer({ min: 1, max: 3 }),
        skip: fc.nat(2),
        fault,
    })
    .map(({ fault, ...aim }) => ({ ...aim, ...fault }));

const interruption: fc.Arbitrary<Interruption> = fc.record({
    victim: fc.constantFrom("cli" as const, "provider" as const, "ctrl-c" as const),
    afterRequests: fc.integer({ min: 1, max: 8 }),
    delayMs: fc.nat(400),
});

const step: fc.Arbitrary<Step> = fc.record({
    declared: program,
    replaced: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.subarray([...names])),
    faults: fc.array(aimedFault, { maxLength: 4 }),
    interruption: fc.option(interruption, { freq: 2 }),
    isRefreshed: fc.nat(3).map((chance) => chance === 0),
    stranger: fc.option(fc.record({ sync: fc.nat(1), definition }), { freq: 2 }),
});

/** Readings of what the service may be like, among those that keep idempotency keys. */
const service: fc.Arbitrary<BehaviourOptions> = fc.record({
    ids: fc.boolean(),
    absent: fc.constantFrom("null-text" as const, "null" as const, "missing" as const, "empty" as const),
    spelling: fc.constantFrom("as-sent" as const, "service" as const),
    createdAt: fc.constantFrom("milliseconds" as const, "milliseconds" as const, "seconds" as const),
    deletedAtOnLive: fc.nat(3).map((chance) => chance === 0),
    deletedSchedules: fc.constantFrom("not-found" as const, "dated" as const),
    fillIn: fc.boolean(),
    readLagMs: fc.constantFrom(0, 300),
    latencyMs: fc.constantFrom(0, 50, 300),
});

// Nothing but its values tells whose a schedule is that the service has made, answered with a 500 for ever, and that
// nobody could look for before a kill: they must stay what they are.
function keepValues(steps: readonly Step[]): Step[] {
    let kept: Program | undefined;
    return steps.map((step) => {
        const declared = kept ?? step.declared;
        const isKill = step.interruption !== null && step.interruption.victim !== "ctrl-c";
        if (isKill && step.faults.some(({ status, write }) => status === 500 && write)) kept = declared;
        return { ...step, declared };
    });
}

const plan: fc.Arbitrary<Plan> = fc.record({
    service,
    steps: fc.array(step, { minLength: 1, maxLength: 3 }).map(keepValues),
});

export function planOf(seed: number): Plan {
    const [chosen] = fc.sample(fc.noBias(plan), { seed, numRuns: 1 });
    if (chosen === undefined) throw new Error(`no plan for seed ${seed}`);
    return chosen;
}
