import * as pulumi from "@pulumi/pulumi";

/** What the provider of each resource gets beside the arguments. */
export const addedInputs = (
    args: object,
    { customTimeouts }: pulumi.CustomResourceOptions,
): pulumi.Inputs => ({
    __timeouts: customTimeouts,
    __secretInputs: secretInputsOf(args),
});

/**
 * The names of the arguments that are secret; undefined if none can be. The provider cannot see which are. A promise, as
 * the identity, since an output would bring dependencies.
 */
function secretInputsOf(args: object): Promise<string[] | undefined> | undefined {
    const outputs = Object.entries(args).filter(
        ([, value]) => pulumi.Output.isInstance(value) || value instanceof Promise || Array.isArray(value),
    );
    return outputs.length === 0 ? undefined : namesOfSecrets(outputs);
}

async function namesOfSecrets(outputs: [string, unknown][]): Promise<string[] | undefined> {
    // An output that fails is reported by its own name.
    const areSecret = await Promise.all(
        outputs.map(([, value]) => pulumi.isSecret(pulumi.output(value)).catch(() => false)),
    );
    const names = outputs.map(([name]) => name).filter((_, index) => areSecret[index]);
    return names.length === 0 ? undefined : names;
}
