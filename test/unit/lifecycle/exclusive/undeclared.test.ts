import { expect } from "chai";
import { warnAbout } from "../../../../provider/lifecycle/exclusive/exclusive";
import { ProviderContext } from "../../../../provider/lifecycle/process/context";
import { ResourceRegistry } from "../../../../provider/lifecycle/process/registry";

describe("the warning about undeclared schedules", () => {
    function warningsAbout(undeclared: Record<string, string>, ...own: string[]): string[] {
        const lines: string[] = [];
        const registry = new ResourceRegistry();
        for (const scheduleId of own) registry.claim(scheduleId, "another");
        const environment = { POLYTOMIC_API_KEY: "k" };
        const context = new ProviderContext(
            registry,
            () => undefined,
            environment,
            (line) => lines.push(line),
        );
        warnAbout(context, "sync", undeclared);
        return lines;
    }

    it("is not given where there are none", () => {
        expect(warningsAbout({})).to.deep.equal([]);
    });

    it("names them, says that they were left alone, and how to be rid of them", () => {
        expect(warningsAbout({ a: "daily, hour 3", b: "manual" })).to.deep.equal([
            "warning: bulk sync sync has schedules that are not declared: a (daily, hour 3); b (manual). Nothing was " +
                "done to them. `pulumi refresh` shows them as a difference, and the `pulumi up` after it removes them.",
        ]);
    });

    it("says that schedules of the stack are missing from the list", () => {
        expect(warningsAbout({ a: "daily" }, "a")).to.deep.equal([
            "warning: schedules of bulk sync sync are declared in this stack, but not among the scheduleIds of its " +
                "BulkSyncSchedulesExclusive: a (daily). Add their scheduleId there.",
        ]);
    });
});
