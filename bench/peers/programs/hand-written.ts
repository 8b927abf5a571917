/** A dynamic provider as Pulumi's documentation teaches it: an object whose methods are serialized into state. */
import * as pulumi from "@pulumi/pulumi";
import axios from "axios";
import { declarations } from "./declarations";

interface Inputs {
    syncId: string;
    frequency: string;
    hour: number;
    minute: number;
    dayOfWeek?: string;
}

interface Answer {
    data: Record<string, unknown> & { id: string };
}

function client() {
    return axios.create({
        baseURL: process.env["POLYTOMIC_DEPLOYMENT_URL"] ?? "https://app.polytomic.com",
        headers: {
            Authorization: `Bearer ${process.env["POLYTOMIC_API_KEY"] ?? ""}`,
            "X-Polytomic-Version": "2025-09-18",
        },
    });
}

function body({ frequency, hour, minute, dayOfWeek }: Inputs) {
    return { schedule: { frequency, hour: String(hour), minute: String(minute), dayOfWeek } };
}

const provider: pulumi.dynamic.ResourceProvider<Inputs, Record<string, unknown>> = {
    async create(inputs) {
        const path = `/api/bulk/syncs/${inputs.syncId}/schedules`;
        const { data } = await client().post<Answer>(path, body(inputs));
        return { id: data.data.id, outs: { ...data.data, ...inputs } };
    },

    async read(id, props) {
        const path = `/api/bulk/syncs/${String(props?.["syncId"])}/schedules/${id}`;
        const { data } = await client().get<Answer>(path);
        const { hour, minute } = data.data;
        return { id, props: { ...data.data, hour: Number(hour), minute: Number(minute) } };
    },

    async update(id, _olds, news) {
        const path = `/api/bulk/syncs/${news.syncId}/schedules/${id}`;
        const { data } = await client().put<Answer>(path, body(news));
        return { outs: { ...data.data, ...news } };
    },

    async delete(id, props) {
        await client().delete(`/api/bulk/syncs/${String(props["syncId"])}/schedules/${id}`);
    },

    diff(_id, olds, news) {
        const fields = ["syncId", "frequency", "hour", "minute", "dayOfWeek"] as const;
        return Promise.resolve({
            changes: fields.some((field) => olds[field] !== news[field]),
            replaces: olds["syncId"] === news.syncId ? [] : ["syncId"],
        });
    },
};

class Schedule extends pulumi.dynamic.Resource {
    declare readonly createdAt: pulumi.Output<string>;
    declare readonly updatedAt: pulumi.Output<string>;

    constructor(name: string, args: Inputs) {
        super(provider, name, { ...args, createdAt: undefined, updatedAt: undefined });
    }
}

for (const { name, args } of declarations) new Schedule(name, args);
