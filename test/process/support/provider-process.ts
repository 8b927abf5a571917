/** The real provider process of the Node.js SDK, asked over gRPC as the engine asks it. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { FAST_START } from "../../support/fast-start";
import { LOADER } from "../../../provider/program/loader";

export type Properties = Record<string, unknown>;

/** A failure that keeps the resource, as the engine unpacks it. */
export class InitFailed extends Error {
    constructor(
        readonly id: string,
        readonly properties: Properties,
        readonly reasons: string[],
    ) {
        super(reasons.join("; "));
    }
}

export interface Written {
    readonly id: string;
    readonly outs: Properties;
}

const entry = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");

export class ProviderProcess {
    /** What it has written to stderr, which the CLI shows. */
    printed = "";

    private constructor(
        private readonly child: ChildProcess,
        private readonly client: ResourceProviderClient,
    ) {}

    static async start(
        environment: Record<string, string>,
        config: Record<string, string> = {},
        stdin: "pipe" | "ignore" | number = "pipe",
    ): Promise<ProviderProcess> {
        const child = spawn(process.execPath, [entry, "127.0.0.1:1"], {
            cwd: `${__dirname}/../../..`,
            env: { PATH: process.env["PATH"], ...FAST_START, ...environment },
            stdio: [stdin, "pipe", "pipe"],
        });
        if (!child.stdout) throw new Error("the process has no standard output");
        const lines = createInterface({ input: child.stdout });
        const [port] = (await once(lines, "line")) as [string];
        const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
        const running = new ProviderProcess(child, client);
        child.stderr?.on("data", (text: Buffer) => (running.printed += text.toString()));
        await running.configure(config);
        return running;
    }

    async check(olds: Properties, news: Properties): Promise<{ inputs: Properties; reasons: string[] }> {
        const request = new messages.CheckRequest();
        request.setOlds(struct(olds));
        request.setNews(struct({ ...news, __provider: LOADER }));
        const answer = await call<messages.CheckResponse>((done) => this.client.check(request, done));
        return {
            inputs: properties(answer.getInputs()),
            reasons: answer.getFailuresList().map((failure) => failure.getReason()),
        };
    }

    async diff(
        id: string,
        olds: Properties,
        news: Properties,
    ): Promise<{ changes: number; replaces: string[] }> {
        const request = new messages.DiffRequest();
        request.setId(id);
        request.setOlds(struct(olds));
        request.setNews(struct(news));
        const answer = await call<messages.DiffResponse>((done) => this.client.diff(request, done));
        return { changes: answer.getChanges(), replaces: answer.getReplacesList() };
    }

    async create(inputs: Properties): Promise<Written> {
        const request = new messages.CreateRequest();
        request.setProperties(struct(inputs));
        const answer = await call<messages.CreateResponse>((done) => this.client.create(request, done));
        return { id: answer.getId(), outs: properties(answer.getProperties()) };
    }

    /** Undefined where the resource is gone. */
    async read(id: string, state: Properties): Promise<(Written & { inputs: Properties }) | undefined> {
        const request = new messages.ReadRequest();
        request.setId(id);
        request.setProperties(struct(state));
        const answer = await call<messages.ReadResponse>((done) => this.client.read(request, done));
        if (answer.getId() === "") return undefined;
        return {
            id: answer.getId(),
            outs: properties(answer.getProperties()),
            inputs: properties(answer.getInputs()),
        };
    }

    async update(id: string, olds: Properties, news: Properties): Promise<Properties> {
        const request = new messages.UpdateRequest();
        request.setId(id);
        request.setOlds(struct(olds));
        request.setNews(struct(news));
        const answer = await call<messages.UpdateResponse>((done) => this.client.update(request, done));
        return properties(answer.getProperties());
    }

    async delete(id: string, state: Properties): Promise<void> {
        const request = new messages.DeleteRequest();
        request.setId(id);
        request.setProperties(struct(state));
        await call((done) => this.client.delete(request, done));
    }

    /** As when the CLI is killed: the process's standard input ends. Resolves with its exit code. */
    async endInput(): Promise<number | null> {
        this.child.stdin?.end();
        return this.exited();
    }

    /** Resolves with the exit code of the process once it has ended. */
    async exited(): Promise<number | null> {
        if (this.child.exitCode === null) await once(this.child, "exit");
        this.client.close();
        return this.child.exitCode;
    }

    /** `kill -9`: whatever it is doing. */
    async kill(): Promise<void> {
        this.client.close();
        if (this.child.exitCode !== null || this.child.signalCode !== null) return;
        const exited = once(this.child, "exit");
        this.child.kill("SIGKILL");
        await exited;
    }

    /** As at the first Ctrl-C. */
    async cancel(): Promise<void> {
        await call((done) => this.client.cancel(new Empty(), done));
    }

    interrupt(): void {
        this.child.kill("SIGINT");
    }

    private async configure(config: Record<string, string>): Promise<void> {
        const request = new messages.ConfigureRequest();
        request.setArgs(struct(config));
        await call((done) => this.client.configure(request, done));
    }
}

type Done<T> = (error: ServiceError | null, answer: T) => void;

function call<T>(start: (done: Done<T>) => unknown): Promise<T> {
    return new Promise((resolve, reject) => {
        start((error, answer) => {
            if (error) reject(initFailed(error) ?? new Error(error.details));
            else resolve(answer);
        });
    });
}

function initFailed(error: ServiceError): InitFailed | undefined {
    const [details] = error.metadata.get("grpc-status-details-bin");
    if (!(details instanceof Buffer)) return undefined;
    const [detail] = Status.deserializeBinary(details).getDetailsList();
    if (detail === undefined) return undefined;
    const failed = messages.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
    return new InitFailed(failed.getId(), properties(failed.getProperties()), failed.getReasonsList());
}

function struct(value: Properties): Struct {
    return Struct.fromJavaScript(value as Record<string, JavaScriptValue>);
}

function properties(value: Struct | undefined): Properties {
    return value?.toJavaScript() ?? {};
}
