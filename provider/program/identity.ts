import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

/**
 * Identifies a resource over all its runs, as a digest of organization and URN. Its idempotency keys are made of it. It is
 * a promise: an output would bring the parent as a dependency, which the SDK expands to all of its children, so that
 * siblings would wait for each other for ever.
 */
export async function identityOf(
    type: string,
    name: string,
    parent: pulumi.Resource | undefined,
): Promise<string | undefined> {
    const urn = pulumi.createUrn(name, type, parent);
    // `apply` never calls back for an unknown URN. Pulumi registers the children of such a parent, too.
    const isKnown: unknown = Reflect.get(urn, "isKnown");
    if ((await isKnown) === false) return undefined;
    const known = await new Promise((resolve) => urn.apply(resolve));
    const digest = createHash("sha256").update(JSON.stringify([organization(), known]));
    return digest.digest("base64url").slice(0, 12);
}

/** "organization" if the backend has none; empty under mocks, and under hosts that are older than organizations. */
function organization(): string {
    try {
        return pulumi.getOrganization();
    } catch {
        return "";
    }
}
