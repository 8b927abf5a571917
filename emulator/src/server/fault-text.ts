import { z } from "zod";
import { FAULT_KINDS } from "./faults";
import type { FaultRule } from "./faults";

const METHODS = ["GET", "POST", "PUT", "DELETE"] as const;

const faultSchema = z.strictObject({
    kind: z.enum(FAULT_KINDS),
    method: z.enum(METHODS).exactOptional(),
    path: z.string().exactOptional(),
    times: z
        .union([z.int().positive(), z.literal("always").transform(() => Number.POSITIVE_INFINITY)])
        .exactOptional(),
    skip: z.int().nonnegative().exactOptional(),
    status: z.int().min(200).max(599).exactOptional(),
    delayMs: z.int().nonnegative().exactOptional(),
    retryAfter: z.string().exactOptional(),
    write: z.boolean().exactOptional(),
    recorded: z.boolean().exactOptional(),
});

/** A rule as JSON, where `times` may be `"always"`. Throws an error that says what is wrong with it. */
export function parseFaultJson(value: unknown): FaultRule {
    const result = faultSchema.safeParse(value);
    if (result.success) return result.data;
    throw new Error(z.prettifyError(result.error));
}

/**
 * A rule in words: an optional method, an optional path that starts with `/`, the kind, and settings, as in
 * `POST /schedules reset-after-write times=2`. `status=500` alone stands for the kind `status`.
 */
export function parseFaultText(text: string): FaultRule {
    const words = text.split(/\s+/).filter((word) => word !== "");
    return parseFaultJson({ kind: "status", ...Object.fromEntries(words.map(parseWord)) });
}

function parseWord(word: string): [string, unknown] {
    const [, name, value] = /^(\w+)=(.*)$/.exec(word) ?? [];
    if (name && value !== undefined) return [name, name === "retryAfter" ? value : parseSetting(value)];
    if (word.startsWith("/")) return ["path", word];
    return METHODS.some((method) => method === word) ? ["method", word] : ["kind", word];
}

function parseSetting(text: string): unknown {
    if (/^\d+$/.test(text)) return Number(text);
    return text === "true" || text === "false" ? text === "true" : text;
}
