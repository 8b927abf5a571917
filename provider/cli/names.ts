const MAX_LENGTH = 40;

/** The words of a name in lower case, joined by hyphens, at most 40 characters. Without any word: `sync`. */
export function slug(text: string): string {
    const words = text
        .normalize("NFKD")
        .replace(/\p{M}/gu, "")
        .toLowerCase()
        .match(/[a-z0-9]+/g);
    const joined = (words ?? ["sync"]).join("-");
    return joined.length <= MAX_LENGTH ? joined : joined.slice(0, MAX_LENGTH).replace(/-[^-]*$/, "");
}

/** The name of a bulk sync's variable, in camel case. Single words get the suffix `Sync`: they may be reserved. */
export function variableName(syncName: string): string {
    const words = slug(syncName);
    const name = /^\d/.test(words) ? `sync-${words}` : words.includes("-") ? words : `${words}-sync`;
    return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** Returns a function that makes names unique: it appends a separator and a number to a name that is taken. */
export function uniqueNames(separator: string, existing: readonly string[] = []): (name: string) => string {
    const taken = new Set(existing);
    return (name) => {
        let unique = name;
        for (let number = 2; taken.has(unique); number++) unique = `${name}${separator}${number}`;
        taken.add(unique);
        return unique;
    };
}
