/** What a check is, and how a list of them is run. */

import { ConnectionError, explain, statusOf } from "../../api/errors.js";

/** What is open about Polytomic, in the names and values of the emulator's options. */
export interface Service {
    readonly ids: boolean;
    readonly absent: AbsentForm;
    readonly spelling: "as-sent" | "service";
    readonly createdAt: "milliseconds" | "seconds" | "missing";
    readonly deletedAtOnLive: boolean;
    readonly deletedSchedules: "not-found" | "dated";
    readonly emptyLists: "array" | "null";
    readonly nestedIds: boolean;
    readonly fillIn: boolean;
    readonly idempotencyKeys: "kept" | "ignored";
    readonly reusedKeyWithOtherBody: "replay" | 422 | 400 | "created";
    readonly refusals: 400 | 422;
    readonly deleteResponse: "text" | "no-content";
    readonly missingDefault: "left-out" | "null";
    readonly newDefault: "first" | "never";
    readonly scheduleUpdates: "keep" | "reset";
}

/** How an absent value is written. */
export type AbsentForm = "null-text" | "null" | "missing" | "empty";

/** How a check ended. Only a failure means that something will not work. */
export type Status = "ok" | "warning" | "failure";

/** What a check found, in words without keys, ids, names and addresses. */
export type Facts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** The result of a check. */
export interface Finding {
    readonly status: Status;
    /** What it means and, unless it is ok, what to do: one line. It may hold names and ids, but no key. */
    readonly text: string;
    readonly facts: Facts;
    /** What it shows of the open questions about Polytomic. */
    readonly service: Partial<Service>;
    /** Whether the checks that need this one are left out although it has not failed. */
    readonly isEnd?: boolean;
}

/** A check in words: its name in reports, and with spaces on the terminal. */
export interface Check<Context> {
    readonly name: string;
    /** The checks without which this one makes no sense. */
    readonly needs?: readonly string[];
    /** Whether it runs in any case, also after Ctrl-C. */
    readonly isLast?: boolean;
    /** Returns undefined where there is nothing to say. */
    run(context: Context): Finding | undefined | Promise<Finding | undefined>;
}

/** A finding with the name of its check. */
export type Result = Finding & { readonly check: string };

const finding =
    (status: Status) =>
    (text: string, facts: Facts = {}, service: Partial<Service> = {}): Finding => ({
        status,
        text,
        facts,
        service,
    });

export const ok = finding("ok");
export const warning = finding("warning");
export const failure = finding("failure");
/** A fact about Polytomic that the package handles either way. */
export const seen = (text: string, service: Partial<Service>): Finding => ok(text, { ...service }, service);

/** Runs checks one after another. Returns the names of those that are left out, because one that they need has failed. */
export async function runChecks<Context>(
    checks: readonly Check<Context>[],
    context: Context,
    signal: AbortSignal,
    report: (result: Result) => void,
): Promise<string[]> {
    const missing = new Set<string>();
    const leftOut: string[] = [];
    for (const check of checks) {
        if (check.isLast !== true && signal.aborted) continue;
        if (check.isLast !== true && check.needs?.some((name) => missing.has(name))) {
            missing.add(check.name);
            leftOut.push(check.name);
            continue;
        }
        const result = await resultOf(check, context);
        if (result === undefined) continue;
        if (result.status === "failure" || result.isEnd === true) missing.add(check.name);
        report({ ...result, check: check.name });
    }
    return leftOut;
}

async function resultOf<Context>(check: Check<Context>, context: Context): Promise<Finding | undefined> {
    try {
        return await check.run(context);
    } catch (error) {
        return failed(`check ${check.name.replaceAll("-", " ")}`, error);
    }
}

/** The failure that an error means. Only the kind of error is fit for reports: messages hold ids and addresses. */
export function failed(action: string, error: unknown): Finding {
    const status = statusOf(error);
    const { message } = explain(action, error);
    return failure(message.slice(0, 1).toUpperCase() + message.slice(1), {
        error: error instanceof Error ? error.name : "unknown",
        ...(status === undefined ? {} : { status }),
        ...(error instanceof ConnectionError ? { reason: error.reason } : {}),
    });
}
