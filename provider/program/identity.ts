import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

/**
 * What identifies a resource over all its runs, short enough to stand in state: a digest of its organization and its
 * URN (stack, project, parents, type and name). The create's idempotency key is made of it.
 *
 * A promise, not an output: an output brings the parent as a dependency, which the SDK expands to all of the parent's
 * children, so that siblings would wait for each other for ever.
 */
export function identityOf(
    type: string,
    name: string,
    parent: pulumi.Resource | undefined,
): string | Promise<string | undefined> {
    if (parent === undefined)
        return digest(`urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${type}::${name}`);
    return identityBelow(pulumi.createUrn(name, type, parent));
}

async function identityBelow(urn: pulumi.Output<string>): Promise<string | undefined> {
    // `apply` would never call back for an unknown URN, and Pulumi itself registers the children of such a parent.
    const isKnown: unknown = Reflect.get(urn, "isKnown");
    if ((await isKnown) === false) return undefined;
    return new Promise((resolve) => {
        urn.apply((known) => {
            resolve(digest(known));
        });
    });
}

function digest(urn: string): string {
    return createHash("sha256")
        .update(JSON.stringify([organization(), urn]))
        .digest("base64url")
        .slice(0, 12);
}

/** Where the backend has no organizations, it is "organization"; a host that is older than them, or mocks, give none. */
function organization(): string {
    try {
        return pulumi.getOrganization();
    } catch {
        return "";
    }
}
