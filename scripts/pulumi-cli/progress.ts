const intervalMs = 30_000;

export type Say = (line: string) => void;

/** Runs a step that may take minutes: says what it is at its start, and every 30 s that it is still going on. */
export async function withProgress<T>(
    say: Say,
    step: string,
    duration: string,
    work: () => Promise<T>,
): Promise<T> {
    const startMs = Date.now();
    say(`${step} (${duration}) ...`);
    const timer = setInterval(() => {
        say(`${step}: ${Math.round((Date.now() - startMs) / 1000)} s so far ...`);
    }, intervalMs);
    try {
        return await work();
    } finally {
        clearInterval(timer);
    }
}
