/** Functions for plain objects. */

/** `T` with every property that may be undefined made optional instead. */
export type WithoutUndefined<T> = {
    [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
    [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** A copy of an object without the properties whose value is undefined. */
export function withoutUndefined<T extends object>(object: T): WithoutUndefined<T>;
export function withoutUndefined(object: object): object {
    return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
