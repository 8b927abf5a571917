import type { Deadline } from "../service/retry.js";

/** Reads of bulk syncs, one shared by all who ask while it can serve them. */
export class SharedReads<T> {
    /** What was read, for as long as nothing of ours changed it. */
    private readonly kept = new Map<string, Promise<T>>();
    /** The read that has not begun yet, for those who need one that begins after now. */
    private readonly next = new Map<string, Promise<T>>();
    private readonly running = new Map<string, Promise<unknown>>();

    constructor(private readonly read: (syncId: string, deadline: Deadline) => Promise<T>) {}

    /** The kept read of a bulk sync, or a new one. */
    async get(syncId: string, deadline: Deadline): Promise<T> {
        const kept = this.kept.get(syncId) ?? this.getFresh(syncId, deadline);
        this.kept.set(syncId, kept);
        try {
            return await kept;
        } catch (error) {
            if (this.kept.get(syncId) === kept) this.kept.delete(syncId);
            throw error;
        }
    }

    /** A read that begins after this call. Those who ask while another one runs share the one that follows it. */
    getFresh(syncId: string, deadline: Deadline): Promise<T> {
        const waiting = this.next.get(syncId);
        if (waiting) return waiting;
        const begin = () => {
            this.next.delete(syncId);
            const reading = this.read(syncId, deadline).finally(() => {
                if (this.running.get(syncId) === reading) this.running.delete(syncId);
            });
            this.running.set(syncId, reading);
            return reading;
        };
        const running = this.running.get(syncId) ?? Promise.resolve();
        const next = running.then(begin, begin);
        this.next.set(syncId, next);
        return next;
    }

    /** Forgets what is kept of a bulk sync. */
    forget(syncId: string): void {
        this.kept.delete(syncId);
    }
}
