/** Tells the user what long work waits for: nothing at first, then one line now and then for all operations together. */

const FIRST_AFTER_MS = 10_000;
const AGAIN_AFTER_MS = 15_000;
const LOOK_EVERY_MS = 1_000;

export class Progress {
    /** When each operation began that is under way. */
    private readonly underWay = new Set<{ readonly sinceMs: number }>();
    private done = 0;
    private hinderedSinceMs: number | undefined;
    private toldAtMs = -Infinity;
    private timer: NodeJS.Timeout | undefined;

    /**
     * @param hindrance What keeps requests from going through, if anything does.
     * @param tell Takes each line.
     */
    constructor(
        private readonly hindrance: () => string | undefined,
        private readonly tell: (line: string) => void,
    ) {}

    /** Runs an operation, and tells of it should it take long. */
    async track<T>(operation: () => Promise<T>): Promise<T> {
        const mine = { sinceMs: performance.now() };
        this.underWay.add(mine);
        this.timer ??= setInterval(() => {
            this.look(performance.now());
        }, LOOK_EVERY_MS).unref();
        try {
            return await operation();
        } finally {
            this.underWay.delete(mine);
            this.done++;
            if (this.underWay.size === 0) this.rest();
        }
    }

    private rest(): void {
        clearInterval(this.timer);
        this.timer = undefined;
    }

    /** Looks at how things are at a moment, and tells if it is time to. */
    look(nowMs: number): void {
        const hindrance = this.hindrance();
        this.hinderedSinceMs = hindrance === undefined ? undefined : (this.hinderedSinceMs ?? nowMs);
        const [oldest] = this.underWay;
        const sinceMs = Math.min(this.hinderedSinceMs ?? nowMs, oldest?.sinceMs ?? nowMs);
        if (nowMs - sinceMs < FIRST_AFTER_MS || nowMs - this.toldAtMs < AGAIN_AFTER_MS) return;
        this.toldAtMs = nowMs;
        const reason = hindrance === undefined ? "" : `: ${hindrance}`;
        this.tell(
            `Waiting for Polytomic${reason}. ${this.done} operations done, ${this.underWay.size} under way.`,
        );
    }
}
