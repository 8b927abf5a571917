/** The command line `pulumi-polytomic`. */

import { createRequire } from "node:module";
import { Command } from "commander";
import { explain } from "../api/errors.js";
import { CommandError } from "./command-error.js";
import { runImport, type ImportOptions } from "./import.js";
import { runSchedules, type SchedulesOptions } from "./schedules.js";

const { version } = createRequire(__filename)("../../package.json") as { version: string };

const CREDENTIALS = `
The account is that of POLYTOMIC_API_KEY, or of POLYTOMIC_ORGANIZATION_ID with POLYTOMIC_PARTNER_KEY or
POLYTOMIC_DEPLOYMENT_KEY, at POLYTOMIC_DEPLOYMENT_URL (default: https://app.polytomic.com). Nothing is written to it.`;

const WHICH = "ids or names of bulk syncs, or patterns of names such as 'Sales*'; default: all";

function commandLine(): Command {
    const program = new Command("pulumi-polytomic")
        .description(
            "Schedules of Polytomic bulk syncs: takes them over into Pulumi, and shows when they run.",
        )
        .version(version)
        .showHelpAfterError("(see pulumi-polytomic --help)");
    program
        .command("import")
        .summary("writes what takes existing schedules over into a stack")
        .description(
            "Writes a program that declares the account's schedules, and the file with which `pulumi import` takes them " +
                "over. Changes nothing in Polytomic.",
        )
        .argument("[bulk-syncs...]", WHICH)
        .option("--out <folder>", "where to write", ".")
        .option("--stack <file>", "the output of `pulumi stack export`: skips what the stack has already")
        .option("--terraform <file>", "a Terraform state: only the bulk syncs in it, by their names there")
        .option("--ids", "names bulk syncs by their ids, so that previews make no call", false)
        .option("--import-option", "uses Pulumi's option `import` in the program, and no file", false)
        .option("--dry-run", "only shows what it found", false)
        .option("--json", "prints what it found as JSON", false)
        .addHelpText("after", CREDENTIALS)
        .action((wanted: string[], options: ImportOptions) => runImport(wanted, options));
    program
        .command("schedules")
        .summary("shows which schedules exist, and when they run")
        .description(
            "Shows the account's schedules in a table: which run when, where runs pile up, what has none.",
        )
        .argument("[bulk-syncs...]", WHICH)
        .option("--time-zone <name>", "in which time zone to show runs, such as Europe/Berlin", "UTC")
        .option("--week", "shows the runs of the next seven days as a picture", false)
        .option("--svg <file>", "writes that picture as SVG")
        .option("--json", "prints everything as JSON", false)
        .addHelpText("after", CREDENTIALS)
        .action((wanted: string[], options: SchedulesOptions) => runSchedules(wanted, options));
    return program;
}

commandLine()
    .parseAsync()
    .catch((error: unknown) => {
        const { message } = error instanceof CommandError ? error : explain("read the account", error);
        process.stderr.write(`pulumi-polytomic: ${message}\n`);
        process.exitCode = 1;
    });
