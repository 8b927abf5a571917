/** A package registry that has the packages of this repository, packed, and knows where to find all others. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

interface Manifest {
    readonly name: string;
    readonly version: string;
}

/** A packed package: its `package.json`, and its tarball. */
export interface PackedPackage {
    readonly manifest: Manifest;
    readonly tarball: string;
}

export interface Registry {
    readonly url: string;
    close(): void;
}

export async function startRegistry(packages: readonly PackedPackage[]): Promise<Registry> {
    const elsewhere = execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).trim();
    const server = createServer((request, response) => {
        const path = request.url ?? "/";
        const found = packages.find(({ manifest }) => path.slice(1).split("/")[0] === manifest.name);
        if (found === undefined)
            response.writeHead(302, { location: new URL(path.slice(1), elsewhere).href }).end();
        else if (path.endsWith(".tgz")) response.end(readFileSync(found.tarball));
        else
            response
                .setHeader("content-type", "application/json")
                .end(packument(found, `${url}${path}/-/packed.tgz`));
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return {
        url,
        close: () => {
            server.closeAllConnections();
            server.close();
        },
    };
}

/** What a registry knows about a package. */
function packument({ manifest, tarball: file }: PackedPackage, tarball: string): string {
    const { name, version } = manifest;
    const integrity = `sha512-${createHash("sha512").update(readFileSync(file)).digest("base64")}`;
    const versions = { [version]: { ...manifest, dist: { tarball, integrity } } };
    return JSON.stringify({ name, "dist-tags": { latest: version }, versions });
}
