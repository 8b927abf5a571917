import { SharedDeadline } from "./deadline.js";
import { type Deadline } from "./deadline.js";
import { timedOutAfter, type RequestFacts } from "./errors.js";

/** A read that has begun or is about to, and how long it may take. */
interface Read<T> {
    readonly answer: Promise<T>;
    readonly deadline: SharedDeadline;
}

/** Reads of bulk syncs, one shared by all who ask while it can serve them. Each waits for it until its own deadline. */
export class SharedReads<T> {
    /** What was read, for as long as nothing of ours changed it. */
    private readonly kept = new Map<string, Read<T>>();
    /** The read that has not begun yet, for those who need one that begins after now. */
    private readonly next = new Map<string, Read<T>>();
    private readonly running = new Map<string, Promise<unknown>>();

    /**
     * @param read Reads what there is of a name, such as a bulk sync's id.
     * @param factsOf The request that this takes, for the error of those who can't wait for it any longer.
     */
    constructor(
        private readonly read: (name: string, deadline: Deadline) => Promise<T>,
        private readonly factsOf: (name: string) => RequestFacts,
    ) {}

    /** The kept read, or a new one. */
    get(name: string, deadline: Deadline): Promise<T> {
        return this.wait(name, this.kept.get(name) ?? this.keep(name, deadline), deadline);
    }

    /** A read that begins after this call. Those who ask while another one runs share the one that follows it. */
    getFresh(name: string, deadline: Deadline): Promise<T> {
        return this.wait(name, this.following(name, deadline), deadline);
    }

    /** Forgets what is kept. */
    forget(name: string): void {
        this.kept.delete(name);
    }

    private wait(name: string, { answer, deadline: shared }: Read<T>, deadline: Deadline): Promise<T> {
        return shared.wait(deadline, answer, (waitedMs) => timedOutAfter(waitedMs, this.factsOf(name)));
    }

    private keep(name: string, deadline: Deadline): Read<T> {
        const read = this.following(name, deadline);
        this.kept.set(name, read);
        read.answer.catch(() => {
            if (this.kept.get(name) === read) this.kept.delete(name);
        });
        return read;
    }

    private following(name: string, first: Deadline): Read<T> {
        const waiting = this.next.get(name);
        if (waiting) return waiting;
        const deadline = new SharedDeadline(first);
        const begin = () => {
            this.next.delete(name);
            const reading = this.read(name, deadline).finally(() => {
                if (this.running.get(name) === reading) this.running.delete(name);
            });
            this.running.set(name, reading);
            return reading;
        };
        const running = this.running.get(name) ?? Promise.resolve();
        const read = { answer: running.then(begin, begin), deadline };
        this.next.set(name, read);
        return read;
    }
}
