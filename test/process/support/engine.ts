/** The rules of Pulumi's engine that matter to one stack of schedules: which call it makes, and what it then keeps. */
import { InitFailed, type Properties, type ProviderProcess, type Written } from "./provider-process";

/** A resource in state. */
export interface Kept extends Written {
    readonly inputs: Properties;
    readonly failedToInit: boolean;
}

/** What a program declares, by resource name. */
export type Declared = Record<string, Properties>;

const DIFF_NONE = 1;

/** The engine's own comparison, for a diff that leaves the judgement to it. */
const same = (a: unknown, b: unknown) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

function sorted(value: unknown): unknown {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}

export class Engine {
    readonly state = new Map<string, Kept>();
    /** Records of replaced resources whose delete is still to come. */
    readonly doomed: Kept[] = [];
    /** What went wrong in the last `up`, by resource name. */
    readonly failures = new Map<string, string>();

    /** @param stack Tells its resources from those of another stack with the same names. */
    constructor(
        public provider: ProviderProcess,
        private readonly stack = "",
    ) {}

    /** Brings the stack to what is declared. Goes on after a failure, and throws the first at the end. */
    async up(declared: Declared, options: { replace?: readonly string[] } = {}): Promise<void> {
        const names = Object.keys(declared);
        this.failures.clear();
        await inParallel(names, async (name) => {
            try {
                await this.apply(name, declared[name] ?? {}, options.replace?.includes(name) ?? false);
            } catch (error) {
                this.failures.set(name, String(error));
                throw error;
            }
        });
        await this.deleteAll((name) => !names.includes(name));
    }

    /** As an alias or `pulumi state rename` does it: the record keeps its outputs, and with them the old identity. */
    rename(name: string, newName: string): void {
        const kept = this.state.get(name);
        if (kept === undefined) return;
        this.state.delete(name);
        this.state.set(newName, kept);
    }

    async destroy(): Promise<void> {
        await this.deleteAll(() => true);
    }

    /** Says whether anything changed. */
    async refresh(): Promise<boolean> {
        let changed = false;
        await inParallel([...this.state], async ([name, kept]) => {
            if (await this.refreshOne(name, kept)) changed = true;
        });
        return changed;
    }

    private async refreshOne(name: string, kept: Kept): Promise<boolean> {
        const current = await this.provider.read(kept.id, kept.outs);
        if (current === undefined) this.state.delete(name);
        else this.state.set(name, { ...current, failedToInit: false });
        return current === undefined || current.id !== kept.id || !same(current.outs, kept.outs);
    }

    private async apply(name: string, declared: Properties, forceReplace: boolean): Promise<void> {
        const old = this.state.get(name);
        if (old === undefined) {
            await this.create(name, declared);
            return;
        }
        if (forceReplace) return this.replace(name, old, declared);
        const inputs = await this.checked(name, old.inputs, declared);
        const { changes, replaces } = await this.provider.diff(old.id, old.outs, inputs);
        const isChanged = changes === DIFF_NONE ? false : changes === 0 ? !same(old.inputs, inputs) : true;
        if (isChanged && replaces.length > 0) return this.replace(name, old, declared);
        if (isChanged || old.failedToInit) await this.update(name, old, inputs);
    }

    private async checked(name: string, olds: Properties, declared: Properties): Promise<Properties> {
        const news = { ...declared, __identity: `${this.stack} ${name}` };
        const { inputs, reasons } = await this.provider.check(olds, news);
        if (reasons.length > 0) throw new Error(reasons.join("\n"));
        return inputs;
    }

    private async create(name: string, declared: Properties): Promise<void> {
        const inputs = await this.checked(name, {}, declared);
        try {
            this.state.set(name, { ...(await this.provider.create(inputs)), inputs, failedToInit: false });
        } catch (error) {
            if (error instanceof InitFailed) {
                this.state.set(name, { id: error.id, outs: error.properties, inputs, failedToInit: true });
            }
            throw error;
        }
    }

    private async update(name: string, old: Kept, inputs: Properties): Promise<void> {
        try {
            const outs = await this.provider.update(old.id, old.outs, inputs);
            this.state.set(name, { id: old.id, outs, inputs, failedToInit: false });
        } catch (error) {
            if (error instanceof InitFailed) {
                this.state.set(name, { ...old, id: error.id, outs: error.properties, failedToInit: true });
            }
            throw error;
        }
    }

    private async replace(name: string, old: Kept, declared: Properties): Promise<void> {
        try {
            await this.create(name, declared);
            this.doomed.push(old);
        } catch (error) {
            // What is there of the new one has taken the old one's place.
            if (error instanceof InitFailed) this.doomed.push(old);
            throw error;
        }
    }

    private async deleteAll(isToGo: (name: string) => boolean): Promise<void> {
        await inParallel([...this.doomed], async (kept) => {
            await this.provider.delete(kept.id, kept.outs);
            this.doomed.splice(this.doomed.indexOf(kept), 1);
        });
        const toGo = [...this.state].filter(([name]) => isToGo(name));
        await inParallel(toGo, async ([name, kept]) => {
            await this.provider.delete(kept.id, kept.outs);
            this.state.delete(name);
        });
    }
}

/** Does all there is to do, and throws the first failure at the end. */
async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
    const outcomes = await Promise.allSettled(items.map(work));
    const failed = outcomes.find((outcome) => outcome.status === "rejected");
    if (failed) throw failed.reason;
}
