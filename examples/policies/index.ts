import { PolicyPack, validateResourceOfType } from "@pulumi/policy";
import * as polytomic from "pulumi-polytomic";

const HOUR_MS = 60 * 60 * 1000;

/** A time in which nothing is to run every day, for example while the warehouse closes the year. ISO 8601. */
interface Freeze {
    from: string;
    until: string;
}

new PolicyPack("polytomic-schedules", {
    policies: [
        {
            name: "at-most-hourly",
            description: "A bulk sync runs at most once an hour.",
            enforcementLevel: "mandatory",
            validateResource: validateResourceOfType(polytomic.BulkSyncSchedule, (schedule, _, report) => {
                if (schedule.frequency === "continuous")
                    report('Use frequency "hourly" in place of "continuous".');
                const runs = polytomic.nextRuns(schedule, { count: 200 }).map((run) => Date.parse(run));
                const isTooOften = runs.some((run, index) => run - (runs[index - 1] ?? 0) < HOUR_MS);
                if (isTooOften) report(`It would run ${polytomic.describeSchedule(schedule)}.`);
            }),
        },
        {
            name: "no-daily-runs-in-a-freeze",
            description: "In a freeze, no schedule runs every day.",
            enforcementLevel: "mandatory",
            configSchema: {
                properties: { from: { type: "string" }, until: { type: "string" } },
                required: ["from", "until"],
            },
            validateResource: validateResourceOfType(polytomic.BulkSyncSchedule, (schedule, args, report) => {
                if (schedule.frequency !== "daily") return;
                const { from, until } = args.getConfig<Freeze>();
                // Without an hour or a minute, Polytomic chooses one.
                const { hour = 0, minute = 0 } = schedule;
                const [run = ""] = polytomic.nextRuns({ ...schedule, hour, minute }, { count: 1 });
                if (new Date(run) >= new Date(from) && new Date(run) < new Date(until))
                    report(`It would run at ${run}. Use a weekly schedule until ${until}.`);
            }),
        },
    ],
});
