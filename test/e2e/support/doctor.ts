/** `pulumi-polytomic doctor` as a user runs it, and its outputs in docs/doctor.md. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { expect } from "chai";
import { findPulumi } from "../../../scripts/pulumi-cli";
import { projectEnvironment } from "../../support/pulumi-project";
import { listen, startProxy as startForwarding, tie, type Front } from "../../support/proxy";
import { certificateFile } from "../../unit/support/http-server";
import { installationFolder } from "./hooks";
import type { World } from "./world";

export interface DoctorRun {
    readonly code: number | null;
    readonly output: string;
    readonly errors: string;
}

/** What `--json` prints. */
export interface Report {
    readonly report: number;
    readonly checks: readonly {
        readonly check: string;
        readonly status: string;
        readonly facts: Readonly<Record<string, unknown>>;
    }[];
    readonly service: Readonly<Record<string, unknown>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Starts the command in a program's folder, as a user who has the world's key. */
export async function startDoctor(
    { program: { folder }, emulator }: World,
    args: readonly string[],
    environment: Environment = {},
): Promise<{ readonly child: ChildProcess; readonly ended: Promise<DoctorRun> }> {
    const child = spawn(
        join(installationFolder(), "node_modules/.bin/pulumi-polytomic"),
        ["doctor", ...args],
        {
            cwd: folder,
            env: {
                ...projectEnvironment(await findPulumi(), folder),
                NODE_EXTRA_CA_CERTS: "",
                POLYTOMIC_API_KEY: emulator.apiKey,
                POLYTOMIC_DEPLOYMENT_URL: emulator.url,
                ...environment,
            },
            stdio: ["ignore", "pipe", "pipe"],
        },
    );
    let [output, errors] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    const ended = once(child, "close").then(([code]: (number | null)[]) => ({
        code: code ?? null,
        output,
        errors,
    }));
    return { child, ended };
}

/** Runs the command to its end. */
export async function runDoctor(
    world: World,
    args: readonly string[],
    environment?: Environment,
): Promise<DoctorRun> {
    return (await startDoctor(world, args, environment)).ended;
}

export async function reportOf(
    world: World,
    args: readonly string[] = [],
    environment?: Environment,
): Promise<Report> {
    const { output } = await runDoctor(world, [...args, "--json"], environment);
    return JSON.parse(output) as Report;
}

/** Speaks TLS for the emulator, as `localhost`, with a certificate of a private issuer. */
export function startTlsFront(url: string): Promise<Front> {
    const pem = (file: string) => readFileSync(file, "utf8");
    const key = pem(certificateFile.replace("certificate.pem", "key.pem"));
    const server = createTlsServer({ key, cert: pem(certificateFile) }, (socket) => {
        tie(socket, connect(Number(new URL(url).port), "127.0.0.1"));
    });
    return listen(server);
}

/** A proxy that knows where to find the one host of its world. */
export function startProxy(url: string): Promise<Front> {
    const port = Number(new URL(url).port);
    return startForwarding(port, port);
}

const page = resolve(__dirname, "../../../docs/doctor.md");
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const SHOWN_IDS = ["0c3f7c27-3c4b-4f0b-8bd1-9a2f4fe8a1a0", "248df4b7-aa70-47b8-a036-33ac447e668d"];

/** An output without what differs from run to run or from machine to machine. */
function stable(output: string): string {
    const ids: string[] = [];
    return output
        .replace(UUID, (id) => {
            if (!ids.includes(id)) ids.push(id);
            return SHOWN_IDS[ids.indexOf(id)] ?? id;
        })
        .replace(/(127\.0\.0\.1|localhost):\d+/g, "$1:8443")
        .replace(/(localhost, Polytomic's host, is) [\d.:, ]+\./, "$1 127.0.0.1.")
        .replace(/\(EAI_AGAIN\)/, "(ENOTFOUND)")
        .replace(/\b\d+ ms\b/g, "12 ms")
        .replace(/differ by \d+ s/, "differ by 0 s")
        .replace(/Node\.js \d+\.\d+\.\d+/, "Node.js 24.21.0")
        .replace(/(pulumi) \d+\.\d+\.\d+/, "$1 3.270.0")
        .replace(/(CLI) \d+\.\d+\.\d+/, "$1 3.259.0");
}

/** The lines of an output, with dots for those that the first one has, too. */
function differing(output: string, first: string): string {
    const known = new Set(first.split("\n"));
    const lines = output.split("\n").map((line) => (line !== "" && known.has(line) ? "…" : line));
    return lines.filter((line, index) => line !== "…" || lines[index - 1] !== "…").join("\n");
}

/**
 * Compares an output with its place in docs/doctor.md, which the comment `<!-- output: name -->` marks. There it has no lines
 * that `first` has, too. UPDATE_SNAPSHOTS=1 writes it there.
 */
export function expectOnPage(name: string, command: string, output: string, first = ""): void {
    const shown = `$ npx pulumi-polytomic ${command}\n${differing(stable(output), stable(first))}`;
    const block = new RegExp(`(<!-- output: ${name} -->\n\n\`\`\`console\n).*?(?=^\`\`\`$)`, "ms");
    const text = readFileSync(page, "utf8");
    expect(text, "the page has no place for the output").to.match(block);
    if (process.env["UPDATE_SNAPSHOTS"] === "1")
        writeFileSync(
            page,
            text.replace(block, (_, start: string) => start + shown),
        );
    expect(block.exec(readFileSync(page, "utf8"))?.[0].split("```console\n")[1]).to.equal(shown);
}
