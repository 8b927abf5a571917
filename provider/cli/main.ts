import { Command } from "commander";
import { explain, LifecycleError } from "../api/errors.js";
import { findZone, zoneProblem } from "../helpers/time-zone.js";
import type { DoctorOptions } from "./doctor/session.js";
import { runImport, type ImportOptions } from "./import.js";
import { runSchedules, type SchedulesOptions } from "./schedules/schedules.js";
import { clearProgress } from "./inventory.js";
import { readStack, readTerraform } from "./state-files.js";

const { version } = require("../../package.json") as { version: string };

const CREDENTIALS = `
The account is that of POLYTOMIC_API_KEY, or of POLYTOMIC_ORGANIZATION_ID with POLYTOMIC_PARTNER_KEY or
POLYTOMIC_DEPLOYMENT_KEY, at POLYTOMIC_DEPLOYMENT_URL (default: https://app.polytomic.com).`;

function parseZone(name: string): string {
    if (findZone(name) === undefined) throw new LifecycleError(zoneProblem(name));
    return name;
}

const program = new Command("pulumi-polytomic")
    .description(
        "Imports the schedules of Polytomic bulk syncs into Pulumi, shows when they run, and finds problems.",
    )
    .version(version)
    .showHelpAfterError("(see pulumi-polytomic --help)");

const command = (name: string, description: string) =>
    program
        .command(name)
        .description(description)
        .argument("[bulk-syncs...]", "ids, names, or patterns of names such as 'Sales*'; default: all")
        .option("--json", "prints what it found as JSON", false)
        .addHelpText("after", `${CREDENTIALS} Nothing is written to it.`);

command("import", "Writes a program that declares the schedules, and an import file for `pulumi import`.")
    .option("--out <folder>", "the folder to write to; default: that of the program")
    .option("--stack <file>", "the output of `pulumi stack export`: skips what the stack has", readStack)
    .option("--terraform <file>", "a Terraform state: only its bulk syncs, by its names", readTerraform)
    .option("--ids", "refers to bulk syncs by id, so that previews make no request", false)
    .option("--import-option", "writes Pulumi's option `import` into the program, and no import file", false)
    .option(
        "--time-zone <name>",
        "the zone of schedules that together keep a local time; default: this machine's",
        parseZone,
    )
    .option("--dry-run", "shows what it found, and writes nothing", false)
    .action((wanted: string[], options: ImportOptions) => runImport(wanted, options));

command("schedules", "Shows when schedules run, how they ran last, and what needs attention.")
    .option("--time-zone <name>", "the time zone of all times, such as Europe/Berlin", parseZone, "UTC")
    .option("--week", "shows how many runs start in each hour of seven days from today", false)
    .option("--html <file>", "writes a page with the table and the week to a new file")
    .action((wanted: string[], options: SchedulesOptions) => runSchedules(wanted, options));

// Loaded on first use: it reads what is installed, which the other commands need not know.
const loadDoctor = () => require("./doctor/doctor.js") as typeof import("./doctor/doctor.js");

program
    .command("doctor")
    .description("Checks whether this package will work here, and shows how Polytomic behaves.")
    .option("--stack <name>", "takes settings that the environment lacks from the stack's configuration")
    .option(
        "--write <bulk-sync>",
        "also makes a schedule that never runs, tries what is open, and removes it",
    )
    .option("--yes", "writes without a question", false)
    .option("--json", "prints a report without names, ids, addresses and keys", false)
    .addHelpText("after", CREDENTIALS)
    .action((options: DoctorOptions) => loadDoctor().runDoctor(options));

program.parseAsync().catch((error: unknown) => {
    clearProgress();
    process.stderr.write(`pulumi-polytomic: ${explain("read the account", error).message}\n`);
    process.exitCode = 1;
});
