import { createInterface } from "node:readline/promises";
import { startEmulator } from "../../emulator/src";
import { API_VERSION } from "../../provider/api/client";
import { connectionFrom } from "../../provider/api/credentials";
import { printCommand } from "./shell";

/** The Polytomic that the demo deploys to. */
export interface Service {
    readonly isReal: boolean;
    readonly syncId: string;
    /** The environment from which programs find the service. */
    readonly environment: NodeJS.ProcessEnv;
    close(): Promise<void>;
}

/** The real service where a key and a bulk sync are given and the user agrees, otherwise an emulator. */
export async function openService(environment: NodeJS.ProcessEnv): Promise<Service> {
    const { POLYTOMIC_API_KEY: apiKey, POLYTOMIC_SYNC_ID: syncId } = environment;
    if (apiKey && syncId) return realService(environment, syncId);
    if (apiKey || syncId) {
        console.log(
            "The real service takes both POLYTOMIC_API_KEY and POLYTOMIC_SYNC_ID: this is the emulator.",
        );
    }
    return emulatedService(environment);
}

async function realService(environment: NodeJS.ProcessEnv, syncId: string): Promise<Service> {
    const { baseUrl } = connectionFrom(() => undefined, environment);
    const consequences = `This adds a schedule to bulk sync ${syncId} at ${baseUrl}, changes it and deletes it again.`;
    if (!process.stdin.isTTY) {
        throw new Error(
            `${consequences} It asks before it does so, and standard input is no terminal: run it in a terminal, ` +
                "or without POLYTOMIC_API_KEY for the emulator.",
        );
    }
    if (!(await isAgreed(`${consequences}\nGo on? [y/N] `))) throw new Error("Nothing was done.");
    return { isReal: true, syncId, environment, close: () => Promise.resolve() };
}

async function isAgreed(question: string): Promise<boolean> {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    // Ctrl-C and Ctrl-D leave the question unanswered.
    const closed = new Promise<string>((resolve) =>
        terminal.once("close", () => {
            resolve("");
        }),
    );
    const answer = await Promise.race([terminal.question(question), closed]);
    terminal.close();
    return /^y(es)?$/i.test(answer.trim());
}

async function emulatedService(environment: NodeJS.ProcessEnv): Promise<Service> {
    const emulator = await startEmulator({ syncs: 1 });
    const syncId = emulator.syncs[0]?.id ?? "";
    console.log(
        `An emulator of the Polytomic API listens on ${emulator.url}. It has one bulk sync, ${syncId}.`,
    );
    return {
        isReal: false,
        syncId,
        environment: {
            ...environment,
            POLYTOMIC_DEPLOYMENT_URL: emulator.url,
            POLYTOMIC_API_KEY: emulator.apiKey,
        },
        close: () => emulator.close(),
    };
}

/** Prints the bulk sync's schedules, straight from the service. */
export async function printSchedules({ environment, syncId }: Service): Promise<void> {
    const { baseUrl, authorization } = connectionFrom(() => undefined, environment);
    const url = `${baseUrl}/api/bulk/syncs/${syncId}/schedules`;
    printCommand(
        `curl -H "Authorization: Bearer $POLYTOMIC_API_KEY" -H "X-Polytomic-Version: ${API_VERSION}" ${url}`,
    );
    // The command is for the reader: there may be no curl here.
    const response = await fetch(url, {
        headers: { Authorization: authorization, "X-Polytomic-Version": API_VERSION },
    });
    if (!response.ok) throw new Error(`GET ${url} answered ${response.status}.`);
    const answer: unknown = await response.json();
    console.log(JSON.stringify(answer, null, 2));
}
