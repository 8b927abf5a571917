// The `spec` reporter, which also leaves its totals in the file that TEST_TOTALS names, for scripts/test.ts to add up.
const { appendFileSync } = require("node:fs");
const { reporters } = require("mocha");

module.exports = class extends reporters.Spec {
    epilogue() {
        super.epilogue();
        const totals = process.env.TEST_TOTALS;
        if (totals) {
            appendFileSync(
                totals,
                `${JSON.stringify({ passed: this.stats.passes, failed: this.stats.failures })}\n`,
            );
        }
    }
};
