import * as pulumi from "@pulumi/pulumi";
import { FIELD_NAMES, type FieldName } from "../model/fields.js";
import { recordOf } from "../model/objects.js";

type RegisteredFields = Readonly<Partial<Record<FieldName, pulumi.Output<unknown>>>>;

// The engine's own function, with which the SDK reads a resource that it knows only by its URN.
const GET_RESOURCE = "pulumi:pulumi:getResource";

const cache = new WeakMap<pulumi.Resource, Promise<RegisteredFields>>();

/**
 * The schedule fields of a resource as they are registered. A transform or a policy can add or remove inputs on their
 * way to the engine, and the SDK drops properties that the program did not send. So this asks the engine, once for each
 * resource, and only if the program reads an output that depends on the result.
 */
export function registeredFields(resource: pulumi.Resource): pulumi.Output<RegisteredFields> {
    const names = FIELD_NAMES.filter((field) => Object.hasOwn(resource, field));
    // A resource that is only read has no inputs.
    if (names.length === 0) return pulumi.output({});
    const declared: RegisteredFields = recordOf(names, (field) => Reflect.get(resource, field));
    return resource.urn.apply((urn) => {
        const fields = cache.get(resource) ?? readFields(urn, declared);
        cache.set(resource, fields);
        return fields;
    });
}

async function readFields(urn: string, declared: RegisteredFields): Promise<RegisteredFields> {
    const result: unknown = await pulumi.runtime.invoke(GET_RESOURCE, { urn }).catch(() => undefined);
    const state: unknown = typeof result === "object" && result !== null && Reflect.get(result, "state");
    const registered = new Map(typeof state === "object" && state !== null ? Object.entries(state) : []);
    const names = FIELD_NAMES.filter((field) => registered.has(field));
    // Mocks need not return the inputs, and a resource that failed has no state.
    if (names.length === 0) return declared;
    // The result of `invoke` does not show what is secret, and that of `invokeOutput` may be unknown as a whole.
    const isAdded = names.some((field) => !declared[field]);
    const isSecret = isAdded && (await pulumi.isSecret(pulumi.runtime.invokeOutput(GET_RESOURCE, { urn })));
    const output = isSecret ? pulumi.secret : pulumi.output;
    return recordOf(names, (field) => declared[field] ?? output(registered.get(field)));
}
