/** A stack's life: each command is measured, and must do what it says. */

export interface Phase {
    readonly name: string;
    readonly command: string;
    /** Which state of the program it runs with. */
    readonly revision: 1 | 2;
    /** What the CLI must sum up for so many schedules; the stack itself counts too. */
    readonly summary: (count: number) => Readonly<Record<string, number>>;
}

const unchanged = (count: number) => ({ unchanged: count + 1 });

export const PHASES: readonly Phase[] = [
    { name: "first up", command: "up", revision: 1, summary: (count) => ({ created: count + 1 }) },
    { name: "no-op up", command: "up", revision: 1, summary: unchanged },
    { name: "preview", command: "preview", revision: 1, summary: unchanged },
    { name: "refresh", command: "refresh", revision: 1, summary: unchanged },
    {
        name: "update of all",
        command: "up",
        revision: 2,
        summary: (count) => ({ updated: count, unchanged: 1 }),
    },
    { name: "destroy", command: "destroy", revision: 2, summary: (count) => ({ deleted: count + 1 }) },
];
