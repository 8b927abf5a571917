import * as pulumi from "@pulumi/pulumi";
import * as polytomic from "pulumi-polytomic";

const config = new pulumi.Config();

// The account of the stack's configuration or of the environment.
const americas = new polytomic.BulkSyncSchedule("americas", {
    syncId: config.require("syncId"),
    ...polytomic.daily("03:30"),
});

// Another account. A Provider uses only its arguments: without an address, it calls https://app.polytomic.com, also where
// the environment has an emulator's.
const emeaAccount = new polytomic.Provider("emea", {
    apiKey: config.requireSecret("emeaApiKey"),
    deploymentUrl: process.env["POLYTOMIC_DEPLOYMENT_URL"],
});

const emea = new polytomic.BulkSyncSchedule(
    "emea",
    { syncId: config.require("emeaSyncId"), ...polytomic.daily("01:30") },
    { provider: emeaAccount },
);

export const scheduleIds = [americas.scheduleId, emea.scheduleId];
