/** Functions for plain objects and JSON that TypeScript's own declarations type too loosely. */

/** `T` without the properties that are undefined: those that may be are optional. */
export type WithoutUndefined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
    [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Copies an object without the properties whose value is undefined. */
export function withoutUndefined<T extends object>(object: T): WithoutUndefined<T>;
export function withoutUndefined(object: object): object {
    return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

/** The property of an object; undefined for any other value. */
export function propertyOf(value: unknown, name: PropertyKey): unknown {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    return Reflect.get(value, name);
}

/** Lists the keys of an object that has no others than its type says. */
export function keysOf<K extends string>(object: Readonly<Partial<Record<K, unknown>>>): K[];
export function keysOf(object: object): string[] {
    return Object.keys(object);
}

/** Makes an object with a value for each key. */
export function recordOf<K extends string, V>(keys: readonly K[], valueOf: (key: K) => V): Record<K, V>;
export function recordOf(keys: readonly string[], valueOf: (key: string) => unknown): object {
    return Object.fromEntries(keys.map((key) => [key, valueOf(key)]));
}

/** Parses a text as JSON; undefined if it is invalid. */
export function parseJson(text: string): unknown {
    try {
        return JSON.parse(text) as unknown;
    } catch {
        return undefined;
    }
}
