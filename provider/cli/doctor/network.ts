import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { API_VERSION } from "../../api/client.js";
import { ConnectionError, isInServicesWords } from "../../api/errors.js";
import { failed, failure, ok, warning, type Check, type Finding } from "./check.js";
import type { Session } from "./session.js";

const DAY_MS = 24 * 3_600_000;
/** How long before its end a certificate is worth a warning. */
const RENEWAL_DAYS = 14;
/** By how many seconds clocks may differ. */
const CLOCK_TOLERANCE_S = 60;

async function checkDns(session: Session): Promise<Finding | undefined> {
    const { connection } = await session.link();
    const { trace } = await session.first();
    const authority = trace.proxy?.replace(/:\d+$/, "") ?? new URL(connection.origin.baseUrl).hostname;
    const host = authority.replace(/^\[(.*)\]$/, "$1");
    if (isIP(host) > 0) return undefined;
    const whose = trace.proxy === undefined ? "Polytomic's host" : "the proxy's host";
    const facts = { proxy: trace.proxy !== undefined };
    try {
        const addresses = await lookup(host, { all: true });
        return ok(`DNS: ${host}, ${whose}, is ${addresses.map(({ address }) => address).join(", ")}.`, {
            ...facts,
            addresses: addresses.length,
        });
    } catch (error) {
        const code = String(Reflect.get(Object(error), "code"));
        return failure(
            `DNS: ${host}, ${whose}, is not found (${code}). Check the network, the name, and the variable HTTPS_PROXY if a ` +
                "proxy is needed.",
            { ...facts, code },
        );
    }
}

async function checkCertificate(session: Session): Promise<Finding | undefined> {
    const { connection, probe } = await session.link();
    const { trace, error } = await session.first();
    if (!connection.origin.baseUrl.startsWith("https:")) return undefined;
    const isUntrusted = error instanceof ConnectionError && error.isInsecure;
    const certificate = isUntrusted ? await probe.certificate() : trace.certificate;
    if (certificate === undefined) return undefined;
    const daysLeft = Math.floor((certificate.validToMs - Date.now()) / DAY_MS);
    const until = new Date(certificate.validToMs).toISOString().slice(0, 10);
    const what = `Certificate: issued by ${certificate.issuer}, valid until ${until}`;
    const facts = { daysLeft, isTrusted: !isUntrusted };
    if (isUntrusted) return failure(`${what}. Node.js does not accept it: see the next line.`, facts);
    return daysLeft < RENEWAL_DAYS ? warning(`${what}: have it renewed.`, facts) : ok(`${what}.`, facts);
}

async function checkConnection(session: Session): Promise<Finding> {
    const { error, trace, status } = await session.first();
    const facts = { proxy: trace.proxy !== undefined, status: status ?? 0 };
    if (error !== undefined && !isInServicesWords(error)) {
        const finding = failed("reach Polytomic", error);
        return { ...finding, facts: { ...facts, ...finding.facts } };
    }
    const connectMs = Math.round(trace.connectMs ?? 0);
    const responseMs = Math.round(trace.responseMs ?? 0);
    const way = trace.proxy === undefined ? "without a proxy" : `through the proxy ${trace.proxy}`;
    return ok(
        `Polytomic responds ${way}: connected after ${connectMs} ms, response after ${responseMs} ms.`,
        {
            ...facts,
            connectMs,
            responseMs,
        },
    );
}

async function checkClock(session: Session): Promise<Finding | undefined> {
    const { headers, sentAtMs, receivedAtMs } = await session.first();
    const dateMs = Date.parse(headers["date"] ?? "");
    if (Number.isNaN(dateMs)) return undefined;
    // The header has whole seconds.
    const seconds = Math.round((dateMs + 500 - (sentAtMs + receivedAtMs) / 2) / 1000);
    if (Math.abs(seconds) <= CLOCK_TOLERANCE_S)
        return ok(`Clock: this machine's and Polytomic's differ by ${Math.abs(seconds)} s.`, { seconds });
    const [size, direction] = [Math.abs(seconds), seconds > 0 ? "behind" : "ahead of"];
    return warning(`Clock: this machine's is ${size} s ${direction} Polytomic's. Set it.`, { seconds });
}

async function checkVersion(session: Session): Promise<Finding> {
    const { headers } = await session.first();
    const version = headers["x-polytomic-version"];
    if (version === API_VERSION) return ok(`API version: ${version}.`, { version });
    const found = version ?? "none in the response";
    return warning(
        `API version: ${found}. This package is made for ${API_VERSION}: look for a newer release of it.`,
        { version: version ?? "none" },
    );
}

/** Whether Polytomic can be reached, and how. */
export const NETWORK: readonly Check<Session>[] = [
    { name: "dns", needs: ["settings"], run: checkDns },
    // On this one nothing depends: the connection says what to do.
    { name: "certificate", needs: ["dns"], run: checkCertificate },
    { name: "connection", needs: ["dns"], run: checkConnection },
    { name: "clock", needs: ["connection"], run: checkClock },
    { name: "api-version", needs: ["connection"], run: checkVersion },
];
