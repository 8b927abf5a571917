/** How long an operation may take before a line says so, and how long without a line where it is known what blocks it. */
const SLOW_AFTER_MS = 10_000;
const BLOCKED_AFTER_MS = 3_000;
const AGAIN_AFTER_MS = 15_000;
const LOOK_EVERY_MS = 1_000;

/** Shows the user a line. */
export type Print = (line: string) => unknown;

/** Prints a line now and then while operations take long, and says what they wait for. */
export class Progress {
    private readonly running = new Set<{ readonly sinceMs: number }>();
    private done = 0;
    private blockedSinceMs: number | undefined;
    private printedAtMs = -Infinity;
    private timer: NodeJS.Timeout | undefined;

    /** `blockedBy` says what keeps requests from going through, if anything does. `print` shows the user a line. */
    constructor(
        private readonly blockedBy: () => string | undefined,
        readonly print: Print = (line) => process.stderr.write(`${line}\n`),
    ) {}

    /** Runs an operation, and prints lines while it takes long. */
    async track<T>(operation: () => Promise<T>): Promise<T> {
        const mine = { sinceMs: performance.now() };
        this.running.add(mine);
        this.timer ??= setInterval(() => {
            this.look(performance.now());
        }, LOOK_EVERY_MS).unref();
        try {
            return await operation();
        } finally {
            this.running.delete(mine);
            this.done++;
            if (this.running.size === 0) {
                clearInterval(this.timer);
                this.timer = undefined;
            }
        }
    }

    /** Prints a line if it is time to. */
    look(nowMs: number): void {
        const reason = this.blockedBy();
        this.blockedSinceMs = reason === undefined ? undefined : (this.blockedSinceMs ?? nowMs);
        const [oldest] = this.running;
        const isBlocked = nowMs - (this.blockedSinceMs ?? nowMs) >= BLOCKED_AFTER_MS;
        const isSlow = nowMs - (oldest?.sinceMs ?? nowMs) >= SLOW_AFTER_MS;
        if (!(isBlocked || isSlow) || nowMs - this.printedAtMs < AGAIN_AFTER_MS) return;
        this.printedAtMs = nowMs;
        const counts = `${this.done} operations done, ${this.running.size} under way.`;
        this.print(`Waiting for Polytomic${reason === undefined ? "" : `: ${reason}`}. ${counts}`);
    }
}
