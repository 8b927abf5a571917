/**
 * A stand-in for Vault, which encrypts the secrets of the tests' stacks. Without it, each command of the CLI derives the key from
 * the passphrase, which takes 0.3 seconds of the processor.
 */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

const TOKEN = "pulumi-polytomic-tests";

/** The settings of a stack that uses the service. They are empty where it does not run: then the passphrase counts. */
export function secretsSettings(): Readonly<Record<string, string>> {
    if (process.env["VAULT_SERVER_TOKEN"] !== TOKEN) return {};
    return { secretsprovider: "hashivault://tests", encryptedkey: Buffer.from("any").toString("base64") };
}

/** Starts the service for this process and those that it starts later. Resolves with what stops it. */
export async function startSecretsService(): Promise<() => void> {
    // All that the CLI asks for is the decrypted key of a stack.
    const plaintext = randomBytes(32).toString("base64");
    const server = createServer((_, response) => {
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify({ data: { plaintext } }));
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const address = server.address();
    if (typeof address !== "object" || address === null) throw new Error("the service does not listen");
    process.env["VAULT_SERVER_URL"] = `http://127.0.0.1:${address.port}`;
    process.env["VAULT_SERVER_TOKEN"] = TOKEN;
    return () => {
        server.closeAllConnections();
        server.close();
    };
}
