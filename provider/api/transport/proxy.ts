/** Which proxy a request takes, by the variables that curl and Go programs read. https://curl.se/docs/manpage.html#ENVIRONMENT */

import type { ClientRequest } from "node:http";
import { BlockList, isIP } from "node:net";
import { HttpsProxyAgent } from "https-proxy-agent";
import { ConfigurationError } from "../errors.js";
import { isLoopback, type ProxyName } from "../origin.js";
import type { Environment } from "../settings.js";

/** A proxy. Its address may hold a password: it must not be printed. */
export interface Proxy {
    readonly url: URL;
    /** The environment variable that names it. */
    readonly variable: string;
}

/** The proxy that requests to an address take. Throws a ConfigurationError where a variable names none. */
export function proxyFor(baseUrl: string, environment: Environment): Proxy | undefined {
    const target = new URL(baseUrl);
    if (isExempt(target, environment["no_proxy"] || environment["NO_PROXY"] || "")) return undefined;
    const names = [`${target.protocol.slice(0, -1)}_proxy`, "all_proxy"];
    const variable = names
        .flatMap((name) => [name, name.toUpperCase()])
        .find((name) => environment[name]?.trim());
    if (variable === undefined) return undefined;
    return { url: parseProxy(environment[variable]?.trim() ?? "", variable), variable };
}

/** What messages may say of a proxy. */
export const nameOfProxy = ({ url, variable }: Proxy): ProxyName => ({
    host: `${url.hostname}:${url.port || (url.protocol === "https:" ? "443" : "80")}`,
    variable,
    hasUser: url.username !== "",
});

function parseProxy(text: string, variable: string): URL {
    const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
    const url = URL.canParse(full) ? new URL(full) : undefined;
    if (url && /^https?:$/.test(url.protocol) && areDecodable(url.username, url.password)) return url;
    // The value is not shown: it may hold a password.
    throw new ConfigurationError(
        `${variable} is not the address of an HTTP proxy. It takes <host>:<port>, or http://<user>:<password>@<host>:<port> ` +
            "with special characters percent-encoded. Correct it, or name Polytomic's host in NO_PROXY",
    );
}

function areDecodable(...texts: readonly string[]): boolean {
    try {
        texts.forEach(decodeURIComponent);
        return true;
    } catch {
        return false;
    }
}

/** Whether the entries of NO_PROXY name a host: `*`, a domain with all its hosts, an IP address or a range, each with a port or not. */
function isExempt(target: URL, noProxy: string): boolean {
    const host = target.hostname.replace(/^\[|\]$/g, "");
    const port = target.port || (target.protocol === "https:" ? "443" : "80");
    return noProxy
        .toLowerCase()
        .split(/[\s,]+/)
        .some((entry) => {
            const [, bracketed, plain = "", entryPort] = /^(?:\[(.+)\]|(.*?))(?::(\d+))?$/.exec(
                isIP(entry) === 6 ? `[${entry}]` : entry,
            ) ?? ["", undefined, entry];
            if (entryPort !== undefined && entryPort !== port) return false;
            return names(bracketed ?? plain, host, target);
        });
}

function names(entry: string, host: string, target: URL): boolean {
    if (entry === "") return false;
    if (entry === "*") return true;
    if (isIP(host) > 0) return isInRange(host, entry) || (entry === "localhost" && isLoopback(target.origin));
    const domain = entry.replace(/^\*?\./, "").replace(/\.$/, "");
    const name = host.replace(/\.$/, "");
    return name === domain || name.endsWith(`.${domain}`);
}

function isInRange(host: string, entry: string): boolean {
    const [network = "", prefix] = entry.split("/");
    const [family, ...others] = [network, host].map((address) => (isIP(address) === 6 ? "ipv6" : "ipv4"));
    if (isIP(network) === 0 || family === undefined) return false;
    const list = new BlockList();
    const bits = Number(prefix ?? (family === "ipv6" ? 128 : 32));
    if (!Number.isInteger(bits) || bits < 0 || bits > (family === "ipv6" ? 128 : 32)) return false;
    list.addSubnet(network, bits, family);
    return list.check(host, others[0]);
}

/** What ends requests early. */
const signals = new WeakMap<ClientRequest, AbortSignal>();

/** Has a signal end a request's connection to its proxy, too: the request alone would wait for the proxy. */
export function endConnectionWith(signal: AbortSignal, request: ClientRequest): void {
    signals.set(request, signal);
}

/** Tunnels through a proxy. A request that ends while its proxy is silent leaves no connection behind. */
export class TunnelAgent extends HttpsProxyAgent<string> {
    override async connect(...[request, options]: Parameters<HttpsProxyAgent<string>["connect"]>) {
        const abandoned = new AbortController();
        const abandon = () => {
            abandoned.abort();
        };
        const signal = signals.get(request);
        signal?.addEventListener("abort", abandon);
        if (signal?.aborted === true) abandon();
        // The library opens the connection to the proxy with these, before it waits for anything.
        this.connectOpts = Object.assign({}, this.connectOpts, { signal: abandoned.signal });
        try {
            return await super.connect(request, options);
        } finally {
            signal?.removeEventListener("abort", abandon);
        }
    }
}

/** Calls back with a proxy's response to the request for a tunnel. */
export function onProxyResponse(
    request: ClientRequest,
    listener: (status: number, text: string) => void,
): void {
    request.once("proxyConnect", ({ statusCode, statusText }: { statusCode: number; statusText: string }) => {
        listener(statusCode, statusText);
    });
}
