import { dirname, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { RunError } from "@pulumi/pulumi/errors";
import { notAllowed } from "../model/validation/values.js";
import { formatValue, joinWords, suggest } from "../model/words.js";

/**
 * Ends the program with an error about a call such as `daily("03:30")`, which names the line that makes it. Pulumi shows
 * the error without a stack.
 */
export function refuse(call: string, problem: string): never {
    const line = callerOf(new Error().stack ?? "");
    throw new RunError(`${call}${line === undefined ? "" : ` in ${line}`}: ${problem}`);
}

const PACKAGE = dirname(__dirname) + sep;

/** The first line of a stack that is in a file outside of this package, as `index.ts:12`. */
function callerOf(stack: string): string | undefined {
    for (const [, place = "", line = ""] of stack.matchAll(/^\s*at (?:.*\()?(.+):(\d+):\d+\)?$/gm)) {
        const file = place.startsWith("file:") ? fileURLToPath(place) : place;
        if (!/^(\/|[a-z]:)/i.test(file) || file.startsWith(PACKAGE) || file.startsWith("node:")) continue;
        const short = relative(process.cwd(), file);
        return `${short.startsWith("..") ? file : short}:${line}`;
    }
    return undefined;
}

/** A helper's options, of which a program in JavaScript may have given anything. Refuses what is none of these. */
export function optionsOf<Name extends string>(
    call: string,
    options: unknown,
    names: readonly Name[],
): Partial<Record<Name, unknown>> {
    if (typeof options !== "object" || options === null)
        return refuse(call, `options ${notAllowed(options, `an object with ${joinWords(names, "and")}`)}`);
    const unknown = Object.keys(options).find((name) => !names.some((known) => known === name));
    if (unknown === undefined) return options;
    const hint = suggest(unknown, names);
    return refuse(
        call,
        `unknown option ${formatValue(unknown)}. It takes ${joinWords(names, "and")}.${hint}`,
    );
}
