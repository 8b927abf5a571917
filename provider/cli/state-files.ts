/** Reads the state files of Pulumi and Terraform. */

import { readFileSync } from "node:fs";
import { z } from "zod";
import { LifecycleError, messageOf } from "../api/errors.js";

/** The names of a stack's resources, and their ids in lower case. */
export interface StackContents {
    readonly names: readonly string[];
    readonly ids: ReadonlySet<string>;
}

const stackSchema = z.object({
    deployment: z.object({
        resources: z.array(z.object({ urn: z.string(), id: z.string().optional() })).default([]),
    }),
});

/** Reads the output of `pulumi stack export`. */
export function readStack(file: string): StackContents {
    const stack = stackSchema.safeParse(readJson(file)).data;
    if (stack === undefined)
        throw new LifecycleError(
            `${file} is not the state of a stack. Write it with: pulumi stack export --file ${file}`,
        );
    const { resources } = stack.deployment;
    return {
        names: resources.map(({ urn }) => urn.split("::").at(-1) ?? ""),
        ids: new Set(resources.flatMap(({ id }) => id?.toLowerCase() ?? [])),
    };
}

const TYPE = "polytomic_bulk_sync";
const keySchema = z.union([z.string(), z.number()]).optional();
const attributesSchema = z.object({ id: z.string() });
const resourceSchema = z.object({
    mode: z.literal("managed"),
    type: z.literal(TYPE),
    name: z.string(),
    // In a state file:
    instances: z.array(z.object({ index_key: keySchema, attributes: attributesSchema })).default([]),
    // In the output of `terraform show -json`:
    index: keySchema,
    values: attributesSchema.optional(),
});

/** Reads a Terraform state: the resource names of the bulk syncs that Terraform manages, by the bulk syncs' ids. */
export function readTerraform(file: string): ReadonlyMap<string, string> {
    const names = new Map(namesIn(readJson(file)));
    if (names.size > 0) return names;
    const takes = "a state file (version 4) or the output of `terraform show -json`";
    throw new LifecycleError(`${file} has no resource of type ${TYPE}. It must be ${takes}.`);
}

/** Finds the resources at any depth: `terraform show -json` nests modules. */
function namesIn(json: unknown): [id: string, name: string][] {
    if (typeof json !== "object" || json === null) return [];
    const resource = resourceSchema.safeParse(json).data;
    if (resource === undefined) return Object.values(json).flatMap(namesIn);
    const { name, instances, index, values } = resource;
    const shown = values === undefined ? [] : [{ index_key: index, attributes: values }];
    return [...instances, ...shown].map(({ index_key: key, attributes: { id } }) => [
        id,
        key === undefined ? name : `${name}-${key}`,
    ]);
}

function readJson(file: string): unknown {
    try {
        return JSON.parse(readFileSync(file, "utf8")) as unknown;
    } catch (error) {
        // The message of a syntax error quotes the file, which may hold secrets.
        const reason = error instanceof SyntaxError ? "it is not JSON" : messageOf(error);
        throw new LifecycleError(`can't read ${file} (${reason}).`);
    }
}
