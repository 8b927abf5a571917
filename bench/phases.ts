/** A stack's life: each command is measured, and must do what it says. */

export interface Phase {
    readonly name: string;
    readonly args: readonly string[];
    /** Which state of the program it runs with. */
    readonly revision: 1 | 2;
    /** What the CLI must sum up for so many schedules; the stack itself counts too. */
    readonly summary: (count: number) => Readonly<Record<string, number>>;
}

const up = ["up", "--yes", "--skip-preview"];

export const PHASES: readonly Phase[] = [
    { name: "first up", args: up, revision: 1, summary: (count) => ({ created: count + 1 }) },
    { name: "no-op up", args: up, revision: 1, summary: (count) => ({ unchanged: count + 1 }) },
    { name: "preview", args: ["preview"], revision: 1, summary: (count) => ({ unchanged: count + 1 }) },
    {
        name: "refresh",
        args: ["refresh", "--yes", "--skip-preview"],
        revision: 1,
        summary: (count) => ({ unchanged: count + 1 }),
    },
    {
        name: "update of all",
        args: up,
        revision: 2,
        summary: (count) => ({ updated: count, unchanged: 1 }),
    },
    {
        name: "destroy",
        args: ["destroy", "--yes", "--skip-preview"],
        revision: 2,
        summary: (count) => ({ deleted: count + 1 }),
    },
];
