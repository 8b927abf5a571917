import type { Declared } from "../engine";

/** What a stack declares, and what has happened to it that matters for what may come. */
export interface StackModel {
    readonly declared: Declared;
    /** The resources whose creates a crash may have cut off. */
    readonly cutOff: Set<string>;
    /** Those among them whose replacement was forced: only the same `--replace` comes back to it. */
    readonly cutOffReplacements: Set<string>;
}

export interface Model {
    /** Two stacks with the same resource names. */
    readonly stacks: readonly [StackModel, StackModel];
    /** Whether the next create may meet a 500 that has written all the same. */
    mayFailWritten: boolean;
    /** Whether such a one was cut off: then nothing but its values tells whose a schedule is (docs/reliability.md). */
    areValuesKept: boolean;
}

const emptyStack = (): StackModel => ({
    declared: {},
    cutOff: new Set(),
    cutOffReplacements: new Set(),
});

export const initialModel = (): Model => ({
    stacks: [emptyStack(), emptyStack()],
    mayFailWritten: false,
    areValuesKept: false,
});
