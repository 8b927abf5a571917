/** A user's own tests of inline programs of the Automation API, in Jest. `automation.test.ts` runs a copy of it. */
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const polytomic = require("pulumi-polytomic");

const { POLYTOMIC_API_KEY, POLYTOMIC_DEPLOYMENT_URL } = process.env;

const openStack = (program, envVars = {}) =>
    LocalWorkspace.createOrSelectStack(
        { projectName: "inline", stackName: "test", program },
        { workDir: __dirname, envVars },
    );

/** A program that finds its bulk sync by the name, and declares a schedule of it. */
const declare =
    (name, makeProvider = () => undefined) =>
    async () => {
        const opts = { provider: makeProvider() };
        const { id } = await polytomic.getBulkSync({ name: "Orders" }, opts);
        new polytomic.BulkSyncSchedule(name, { syncId: id, frequency: "daily" }, opts);
    };

/** What a lookup of a program fails with. */
async function failureOf(name, envVars) {
    let failure;
    const program = () =>
        polytomic.getBulkSync({ name }).catch((error) => {
            failure = error;
        });
    await (await openStack(program, envVars)).preview();
    return failure;
}

async function expectDeployment(stack) {
    const { summary } = await stack.up();
    expect(summary.resourceChanges.create).toBeGreaterThan(0);
}

describe("a program that has its account from", () => {
    afterEach(() => {
        Object.assign(process.env, { POLYTOMIC_API_KEY, POLYTOMIC_DEPLOYMENT_URL });
    });

    const withoutEnvironment = () => {
        delete process.env.POLYTOMIC_API_KEY;
        delete process.env.POLYTOMIC_DEPLOYMENT_URL;
    };

    test("the environment is deployed", async () => {
        await expectDeployment(await openStack(declare("a")));
    });

    test("a provider is deployed", async () => {
        withoutEnvironment();
        const args = { apiKey: POLYTOMIC_API_KEY, deploymentUrl: POLYTOMIC_DEPLOYMENT_URL };
        const program = declare("b", () => new polytomic.Provider("account", args));
        // The schedule of the test before is deleted with the account that the workspace names.
        await expectDeployment(await openStack(program, { POLYTOMIC_API_KEY, POLYTOMIC_DEPLOYMENT_URL }));
    });

    test("the configuration is deployed", async () => {
        withoutEnvironment();
        const stack = await openStack(declare("c"));
        await stack.setConfig("polytomic:apiKey", { value: POLYTOMIC_API_KEY, secret: true });
        await stack.setConfig("polytomic:deploymentUrl", { value: POLYTOMIC_DEPLOYMENT_URL });
        await expectDeployment(stack);
        await stack.removeAllConfig(["polytomic:apiKey", "polytomic:deploymentUrl"]);
    });

    test("the workspace is told that lookup functions do not see it", async () => {
        withoutEnvironment();
        const failure = await failureOf("Orders", { POLYTOMIC_API_KEY, POLYTOMIC_DEPLOYMENT_URL });
        expect(failure.message).toContain("not the `envVars` of the Automation API's workspace");
    });
});

// The report of this failure has to say why.
test("a lookup that fails", async () => {
    throw await failureOf("No such bulk sync");
});
