import * as pulumi from "@pulumi/pulumi";
import { FIELD_NAMES, type FieldName } from "../model/fields.js";

type RegisteredFields = Readonly<Partial<Record<FieldName, pulumi.Output<unknown>>>>;

// The engine's own function, through which the SDK also reads a resource that it knows only by its URN.
const GET_RESOURCE = "pulumi:pulumi:getResource";

const cache = new WeakMap<pulumi.Resource, Promise<RegisteredFields>>();

/**
 * The schedule fields of a resource as they are registered. A transform or a policy can add or remove inputs on their
 * way to the engine, and the SDK drops properties that the program did not send. So the engine is asked: once for each
 * resource, and only if the program reads an output that depends on the result.
 */
export function registeredFields(resource: pulumi.Resource): pulumi.Output<RegisteredFields> {
    const declared = declaredFields(resource);
    // A resource that is only read has no inputs.
    if (Object.keys(declared).length === 0) return pulumi.output({});
    return resource.urn.apply((urn) => {
        const fields = cache.get(resource) ?? readFields(urn, declared);
        cache.set(resource, fields);
        return fields;
    });
}

/** The fields that the program has sent, with the values that came back. */
function declaredFields(resource: pulumi.Resource): RegisteredFields {
    const names = FIELD_NAMES.filter((field) => Object.hasOwn(resource, field));
    return Object.fromEntries(names.map((field) => [field, Reflect.get(resource, field)]));
}

async function readFields(urn: string, declared: RegisteredFields): Promise<RegisteredFields> {
    const state = await readState(urn);
    const names = FIELD_NAMES.filter((field) => Object.hasOwn(state, field));
    // A test's mocks need not return the inputs, and a resource that failed has no state.
    if (names.length === 0) return declared;
    // What `invoke` returns does not say what is secret, and what `invokeOutput` returns is unknown as a whole.
    const added = names.some((field) => !declared[field]);
    const isSecret = added && (await pulumi.isSecret(pulumi.runtime.invokeOutput(GET_RESOURCE, { urn })));
    const output = isSecret ? pulumi.secret : pulumi.output;
    return Object.fromEntries(names.map((field) => [field, declared[field] ?? output(state[field])]));
}

async function readState(urn: string): Promise<Readonly<Record<string, unknown>>> {
    const result: unknown = await pulumi.runtime.invoke(GET_RESOURCE, { urn }).catch(() => undefined);
    const state: unknown = typeof result === "object" && result !== null && Reflect.get(result, "state");
    return typeof state === "object" && state !== null ? { ...state } : {};
}
