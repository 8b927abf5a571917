/** What a stack has already, from the output of `pulumi stack export`. */

import { z } from "zod";
import { CommandError } from "./command-error.js";
import { readJson } from "./files.js";

export interface StackContents {
    /** The names of all its resources. */
    readonly names: readonly string[];
    /** The ids of its resources, in lower case. */
    readonly ids: ReadonlySet<string>;
}

export const EMPTY_STACK: StackContents = { names: [], ids: new Set() };

const exportSchema = z.object({
    deployment: z.object({
        resources: z.array(z.object({ urn: z.string(), id: z.string().optional() })).optional(),
    }),
});

export function readStack(file: string): StackContents {
    const parsed = exportSchema.safeParse(readJson(file));
    if (!parsed.success)
        throw new CommandError(
            `${file} is not the state of a stack. Write it with: pulumi stack export --file ${file}`,
        );
    const resources = parsed.data.deployment.resources ?? [];
    return {
        names: resources.map(({ urn }) => urn.split("::").at(-1) ?? ""),
        ids: new Set(resources.flatMap(({ id }) => id?.toLowerCase() ?? [])),
    };
}
