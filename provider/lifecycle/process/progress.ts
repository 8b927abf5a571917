const FIRST_AFTER_MS = 10_000;
const AGAIN_AFTER_MS = 15_000;
const LOOK_EVERY_MS = 1_000;

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
        private readonly print: (line: string) => unknown,
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
        const sinceMs = Math.min(this.blockedSinceMs ?? nowMs, oldest?.sinceMs ?? nowMs);
        if (nowMs - sinceMs < FIRST_AFTER_MS || nowMs - this.printedAtMs < AGAIN_AFTER_MS) return;
        this.printedAtMs = nowMs;
        const counts = `${this.done} operations done, ${this.running.size} under way.`;
        this.print(`Waiting for Polytomic${reason === undefined ? "" : `: ${reason}`}. ${counts}`);
    }
}
