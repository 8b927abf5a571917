import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

/**
 * What identifies a resource over all its runs, short enough to stand in state: a digest of its project, stack,
 * parents, type and name. The create's idempotency key is made of it.
 */
export function identityOf(
    type: string,
    name: string,
    parent: pulumi.Resource | undefined,
): pulumi.Input<string> {
    if (parent !== undefined) return pulumi.createUrn(name, type, parent).apply(digest);
    return digest(`urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${type}::${name}`);
}

function digest(urn: string): string {
    return createHash("sha256").update(urn).digest("base64url").slice(0, 12);
}
