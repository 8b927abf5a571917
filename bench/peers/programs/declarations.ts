import { readFileSync } from "node:fs";

/** A schedule to declare, as the benchmark leaves it in the program's folder. */
export interface Declaration {
    readonly name: string;
    readonly args: { readonly syncId: string; readonly hour: number; readonly minute: number } & (
        { readonly frequency: "daily" } | { readonly frequency: "weekly"; readonly dayOfWeek: string }
    );
}

export const declarations = JSON.parse(readFileSync("declarations.json", "utf8")) as Declaration[];
