/** A dynamic provider as Pulumi's documentation teaches it: an object whose methods are serialized into state. */
import * as pulumi from "@pulumi/pulumi";
import axios from "axios";
import { declarations, type Declaration } from "./declarations";

type Inputs = Declaration["args"] & { readonly dayOfWeek?: string };
type Outputs = Record<string, unknown>;
type Response = Record<"data", Outputs & { id: string }>;

const FIELDS = ["syncId", "frequency", "hour", "minute", "dayOfWeek"] as const;

function client(syncId: unknown) {
    const url = process.env["POLYTOMIC_DEPLOYMENT_URL"] ?? "https://app.polytomic.com";
    return axios.create({
        baseURL: `${url}/api/bulk/syncs/${String(syncId)}/schedules`,
        headers: {
            Authorization: `Bearer ${process.env["POLYTOMIC_API_KEY"] ?? ""}`,
            "X-Polytomic-Version": "2025-09-18",
        },
    });
}

function body({ frequency, hour, minute, dayOfWeek }: Inputs) {
    return { schedule: { frequency, hour: String(hour), minute: String(minute), dayOfWeek } };
}

const provider: pulumi.dynamic.ResourceProvider<Inputs, Outputs> = {
    async create(inputs) {
        const { data } = await client(inputs.syncId).post<Response>("", body(inputs));
        return { id: data.data.id, outs: { ...data.data, ...inputs } };
    },

    async read(id, props) {
        const { data } = await client(props?.["syncId"]).get<Response>(id);
        const { hour, minute } = data.data;
        return { id, props: { ...data.data, hour: Number(hour), minute: Number(minute) } };
    },

    async update(id, _olds, news) {
        const { data } = await client(news.syncId).put<Response>(id, body(news));
        return { outs: { ...data.data, ...news } };
    },

    async delete(id, props) {
        await client(props["syncId"]).delete(id);
    },

    diff(_id, olds, news) {
        const changes = FIELDS.some((field) => olds[field] !== news[field]);
        return Promise.resolve({ changes, replaces: olds["syncId"] === news.syncId ? [] : ["syncId"] });
    },
};

class Schedule extends pulumi.dynamic.Resource {
    constructor(name: string, args: Inputs) {
        super(provider, name, { ...args, createdAt: undefined, updatedAt: undefined });
    }
}

for (const { name, args } of declarations) new Schedule(name, args);
