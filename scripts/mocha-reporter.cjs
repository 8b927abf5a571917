// The `spec` reporter, which also leaves its totals and what failed in the file that TEST_TOTALS names, for
// scripts/test.ts to sum up.
const { appendFileSync } = require("node:fs");
const { reporters } = require("mocha");

module.exports = class extends reporters.Spec {
    epilogue() {
        super.epilogue();
        const totals = process.env.TEST_TOTALS;
        if (totals) {
            const failures = this.failures.map(
                (test) => `${test.fullTitle()}\n${test.err?.stack ?? test.err?.message ?? ""}`,
            );
            const { passes: passed, failures: failed } = this.stats;
            appendFileSync(totals, `${JSON.stringify({ passed, failed, failures })}\n`);
        }
    }
};
