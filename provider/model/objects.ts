/** The properties of an object that have a value. */
export function withoutUndefined<T extends object>(
    values: T,
): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
    const copy = { ...values };
    for (const key in copy) if (copy[key] === undefined) Reflect.deleteProperty(copy, key);
    return copy;
}
