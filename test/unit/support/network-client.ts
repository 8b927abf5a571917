/** Sends requests in a process of its own, since Node.js reads NODE_EXTRA_CA_CERTS when it starts. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { Client } from "../../../provider/api/client";
import { connectionFrom } from "../../../provider/api/credentials";
import { Deadline } from "../../../provider/api/deadline";
import { explain } from "../../../provider/api/errors";
import { post } from "./client";

/** Environment variables. */
export type Variables = Readonly<Record<string, string>>;

/** Shorter than usual, but still long for a machine that is busy. */
export const CONNECT_TIMEOUT_MS = 2_000;
const LIMIT_MS = 60_000;

/** What a POST came to: "ok", or the error as the user sees it. */
async function send(environment: Variables): Promise<string> {
    try {
        const connection = connectionFrom(undefined, { POLYTOMIC_API_KEY: "k", ...environment });
        const client = new Client({ ...connection, connectTimeoutMs: CONNECT_TIMEOUT_MS });
        await client.send(post, new Deadline(LIMIT_MS));
        return "ok";
    } catch (error) {
        return explain("act", error).message;
    }
}

/** What a POST with each of the environments came to, in a process that trusts a certificate besides. */
export async function outcomesOf(environments: readonly Variables[], trusted = ""): Promise<string[]> {
    const args = ["--import", "tsx", __filename, JSON.stringify(environments)];
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: trusted };
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    return JSON.parse(stdout) as string[];
}

if (require.main === module) {
    const environments = JSON.parse(process.argv[2] ?? "[]") as Variables[];
    void Promise.all(environments.map(send)).then((outcomes) => {
        process.stdout.write(JSON.stringify(outcomes));
    });
}
