/** What the package adds to the start of a program and of Pulumi's provider process, pair by pair. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { CheckRequest, ConfigureRequest } from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { LOADER } from "../provider/program/loader";
import { ratios, spreadOf, type Spread } from "./measure/statistics";

export interface StartUp {
    /** Milliseconds that importing the package takes once `@pulumi/pulumi` is there. */
    readonly importMs: Spread | undefined;
    /** Milliseconds from the start of a provider process to its answer to a first check. */
    readonly providerMs: Spread | undefined;
    /** The same of a provider that is an empty object. */
    readonly emptyProviderMs: Spread | undefined;
    readonly timesEmpty: Spread | undefined;
}

const EMPTY = "exports.handler=()=>({})";

export async function measureStartUp(folder: string, runs: number): Promise<StartUp> {
    const [imports, ours, empty]: [number[], number[], number[]] = [[], [], []];
    for (let run = 0; run <= runs; run++) {
        const measured = [
            await importMs(folder),
            await providerMs(folder, LOADER),
            await providerMs(folder, EMPTY),
        ] as const;
        // The first run fills the caches.
        if (run > 0) [imports, ours, empty].forEach((list, index) => list.push(measured[index] ?? NaN));
    }
    return {
        importMs: spreadOf(imports),
        providerMs: spreadOf(ours),
        emptyProviderMs: spreadOf(empty),
        timesEmpty: ratios(ours, empty),
    };
}

async function importMs(folder: string): Promise<number> {
    const program = path.join(folder, "import.js");
    writeFileSync(
        program,
        `require("@pulumi/pulumi");
        const startedAtMs = performance.now();
        require("pulumi-polytomic");
        process.stdout.write(String(performance.now() - startedAtMs));`,
    );
    const child = spawn(process.execPath, [program], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
    const [text] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
    return Number(text);
}

async function providerMs(folder: string, loader: string): Promise<number> {
    const startedAtMs = performance.now();
    const entry = path.join(folder, "node_modules/@pulumi/pulumi/cmd/dynamic-provider");
    const child = spawn(process.execPath, [entry, "127.0.0.1:1"], {
        cwd: folder,
        stdio: ["pipe", "pipe", "inherit"],
    });
    const [port] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
    await new Promise((resolve) => client.configure(new ConfigureRequest().setArgs(new Struct()), resolve));
    const request = new CheckRequest().setOlds(new Struct());
    const news = { __provider: loader, syncId: "248df4b7-aa70-47b8-a036-33ac447e668d", frequency: "manual" };
    request.setNews(Struct.fromJavaScript(news));
    const error = await new Promise((resolve) => client.check(request, resolve));
    const tookMs = performance.now() - startedAtMs;
    client.close();
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
    if (error) throw new Error("the provider did not answer", { cause: error });
    return tookMs;
}
