import { expect } from "chai";
import { warningOf } from "../../../../provider/lifecycle/exclusive/warning";

describe("the warning about undeclared schedules", () => {
    it("is not given where there are none", () => {
        expect(warningOf("sync", {}, new Set())).to.equal(undefined);
    });

    it("names them, says that they were left alone, and how to be rid of them", () => {
        expect(warningOf("sync", { a: "daily, hour 3", b: "manual" }, new Set())).to.equal(
            "bulk sync sync has schedules that are not declared: a (daily, hour 3); b (manual). Nothing was done to " +
                "them. `pulumi refresh` shows them as a difference, and the `pulumi up` after it removes them.",
        );
    });

    it("tells the stack's own ones that its list lacks from the others", () => {
        expect(warningOf("sync", { a: "daily" }, new Set(["a"]))).to.equal(
            "schedules of bulk sync sync are declared in this stack, but not among the scheduleIds of its " +
                "BulkSyncSchedulesExclusive: a (daily). Add their scheduleId there.",
        );
    });
});
