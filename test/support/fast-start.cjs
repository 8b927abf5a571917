// Preloaded into the programs and provider processes of tests: leaves out what the SDK loads at each start, and a program
// in JavaScript does not use. Each command of the CLI takes a third less time.
const Module = require("node:module");

const load = Module._load;

Module._load = function (request, parent, isMain) {
    const loaded = () => load.call(this, request, parent, isMain);
    return ["typescript", "@npmcli/arborist"].includes(request) ? whenUsed(loaded) : loaded();
};

/** A module that is loaded as soon as a member of it is asked for. */
function whenUsed(loaded) {
    return new Proxy({}, { get: (_, name) => name === "__esModule" || loaded()[name] });
}

// As the option `typescript: false` of Pulumi.yaml, which old language hosts do not know.
delete process.env.PULUMI_NODEJS_TYPESCRIPT;
