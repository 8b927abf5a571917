/** Keeps the values of secret inputs out of what is said about them. */

import type { Properties } from "../state.js";
import { formatValue } from "../words.js";

/** A sentence about a mistake, without the values of secret inputs, and without what one of them probably meant. */
export function withoutSecrets(sentence: string, inputs: Properties): string {
    let text = sentence;
    for (const name of [inputs["__secretInputs"]].flat().filter((item) => typeof item === "string")) {
        const value = inputs[name];
        const start = `${name}: ${formatValue(value)}`;
        if (text.startsWith(start))
            text = `${name}: [secret]${text.slice(start.length)}`.replace(/ Did you mean "[^"]*"\?/, "");
        // Other sentences name texts only, such as a frequency.
        for (const part of [value].flat())
            if (typeof part === "string") text = text.replaceAll(formatValue(part), "[secret]");
    }
    return text;
}
