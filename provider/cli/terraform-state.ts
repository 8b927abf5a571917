/** The bulk syncs that Terraform manages, from a state file or from the output of `terraform show -json`. */

import { z } from "zod";
import { CommandError } from "./command-error.js";
import { readJson } from "./files.js";

const TYPE = "polytomic_bulk_sync";

const index = z.union([z.string(), z.number()]).optional();
const managed = { mode: z.literal("managed"), type: z.literal(TYPE), name: z.string() };

const stateSchema = z.object({ version: z.literal(4), resources: z.array(z.unknown()) });
const storedSchema = z.object({
    ...managed,
    instances: z.array(z.object({ index_key: index, attributes: z.object({ id: z.string() }) })),
});

interface ShownModule {
    readonly resources?: unknown[] | undefined;
    readonly child_modules?: ShownModule[] | undefined;
}
const moduleSchema: z.ZodType<ShownModule> = z.lazy(() =>
    z.object({
        resources: z.array(z.unknown()).optional(),
        child_modules: z.array(moduleSchema).optional(),
    }),
);
const shownSchema = z.object({ format_version: z.string(), values: z.object({ root_module: moduleSchema }) });
const shownResourceSchema = z.object({ ...managed, index, values: z.object({ id: z.string() }) });

/** The names of bulk syncs in Terraform, by their ids. */
export function readTerraform(file: string): ReadonlyMap<string, string> {
    const json = readJson(file);
    const named = fromState(json) ?? fromShow(json);
    if (named === undefined) {
        const takes = "a state file (version 4) or the output of `terraform show -json`";
        throw new CommandError(`${file} is not from Terraform: it takes ${takes}.`);
    }
    if (named.length === 0) throw new CommandError(`${file} has no resource of type ${TYPE}.`);
    return new Map(named);
}

type Named = [id: string, name: string];

function fromState(json: unknown): Named[] | undefined {
    return stateSchema
        .safeParse(json)
        .data?.resources.flatMap((resource) => storedSchema.safeParse(resource).data ?? [])
        .flatMap(({ name, instances }) =>
            instances.map(({ index_key, attributes }): Named => [attributes.id, indexed(name, index_key)]),
        );
}

function fromShow(json: unknown): Named[] | undefined {
    const root = shownSchema.safeParse(json).data?.values.root_module;
    return (
        root && resourcesIn(root).map(({ name, index, values }): Named => [values.id, indexed(name, index)])
    );
}

function resourcesIn({
    resources = [],
    child_modules = [],
}: ShownModule): z.infer<typeof shownResourceSchema>[] {
    const own = resources.flatMap((resource) => shownResourceSchema.safeParse(resource).data ?? []);
    return [...own, ...child_modules.flatMap(resourcesIn)];
}

const indexed = (name: string, key: string | number | undefined) =>
    key === undefined ? name : `${name}-${key}`;
