import type { Declared } from "../engine";

/** What is declared, and what has happened that matters for what may come. */
export interface Model {
    readonly declared: Declared;
    /** The resources whose creates a crash may have cut off. */
    readonly cutOff: Set<string>;
    /** Whether the next create may meet a 500 that has written all the same. */
    mayFailWritten: boolean;
    /** Whether such a one was cut off: then nothing but its values tells whose a schedule is (docs/faults.md). */
    areValuesKept: boolean;
}

export const initialModel = (): Model => ({
    declared: {},
    cutOff: new Set(),
    mayFailWritten: false,
    areValuesKept: false,
});
