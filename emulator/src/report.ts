import { readFileSync } from "node:fs";
import { z } from "zod";
import { behaviourValues } from "./option-values";
import type { BehaviourOptions } from "./options";

/** What somebody has found out about a real service: option names of the emulator with their values. */
export interface ServiceReport {
    readonly service: object;
}

const reportSchema = z.object({ service: z.looseObject({}) });
const serviceSchema = z.object(behaviourValues);

/** The options that a report determines. Ignores members that are null or no options; throws where a value is not valid. */
export function optionsLike({ service }: ServiceReport): BehaviourOptions {
    const members: Record<string, unknown> = { ...service };
    const known = Object.entries(members).filter(([, value]) => value !== null);
    const result = serviceSchema.safeParse(Object.fromEntries(known));
    if (result.success) return result.data;
    const problems = result.error.issues.map(({ path, message }) => `service.${path.join(".")}: ${message}`);
    throw new Error(`the report is not valid: ${problems.join("; ")}`);
}

/** Reads a report from a JSON file. Throws an error that names the file. */
export function readReport(file: string): ServiceReport {
    try {
        const result = reportSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
        if (!result.success) throw new Error("it is no object with a member `service`");
        optionsLike(result.data);
        return result.data;
    } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        throw new Error(`could not read the report ${file}: ${problem}`, { cause: error });
    }
}
