/** Names for resources and variables, as somebody would choose them who knows the bulk syncs. */

/** Longer ones would not leave a line of code its width. */
const LONGEST_NAME = 40;

/** A name's words in lower case, joined by hyphens. */
export function slug(text: string): string {
    const words = text
        .normalize("NFKD")
        .replace(/\p{M}/gu, "")
        .toLowerCase()
        .match(/[a-z0-9]+/g);
    const joined = (words ?? ["sync"]).join("-");
    return joined.length <= LONGEST_NAME ? joined : joined.slice(0, LONGEST_NAME).replace(/-[^-]*$/, "");
}

/** The same as the name of a variable. */
export function variableName(text: string): string {
    const camelCase = slug(text).replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    return /^[0-9]/.test(camelCase) || RESERVED.has(camelCase) ? `sync${capitalize(camelCase)}` : camelCase;
}

const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What a strict module can't name a variable, and what the written program itself names so. */
const RESERVED: ReadonlySet<string> = new Set(
    (
        "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
        "false finally for function if implements import in instanceof interface let new null package polytomic private " +
        "protected public pulumi return static super switch this throw true try typeof undefined var void while with yield"
    ).split(" "),
);

/** Gives each thing a name that no other one has: the wanted one, with a number where that is taken. */
export class Names {
    private readonly taken: Set<string>;

    constructor(
        private readonly separator: string,
        taken: Iterable<string> = [],
    ) {
        this.taken = new Set(taken);
    }

    choose(...candidates: readonly [string, ...string[]]): string {
        const name =
            candidates.find((candidate) => !this.taken.has(candidate)) ?? this.numbered(candidates[0]);
        this.taken.add(name);
        return name;
    }

    private numbered(name: string): string {
        for (let number = 2; ; number++) {
            const candidate = `${name}${this.separator}${number}`;
            if (!this.taken.has(candidate)) return candidate;
        }
    }
}
