/**
 * Makes the programs and provider processes of the tests start in half the time. Node.js loads this file first (`--require`).
 *
 * The Pulumi SDK loads many modules that a program in JavaScript never uses. This file hands out a placeholder for each of
 * them, which loads the module when something reads a member of it. So everything still works, if later.
 */
const Module = require("node:module");
const process = require("node:process");

const LOADED_ON_FIRST_USE = [
    // To compile programs in TypeScript, and to map stack traces back to it.
    /^typescript$/,
    /^source-map-support\/register$/,
    // To find the files of functions that Pulumi serializes. This package's provider is a `require` in one line instead.
    /^@npmcli\/arborist$/,
    /^normalize-package-data$/,
    /^fdir$/,
    // To run Pulumi's CLI from a program, and to trace with `pulumi --tracing`.
    /^\.\/automation$/,
    /^@opentelemetry\/(?!api$)/,
    // zod's messages in 50 languages.
    /^\.\.\/locales\/index\.cjs$/,
];

// At its start, each program connects to Node.js's debugger, for the case that it serializes functions, and then the debugger
// looks at each module. The functions that need the connection make it themselves if it is not there.
const DEBUGGER_CONNECTION = "../../runtime/closure/v8Hooks";

const load = Module._load;
// npm itself installs with one of the packages above.
const isNpm = /[\\/]np[mx](-cli\.js)?$/.test(process.argv[1] ?? "");

if (!isNpm)
    Module._load = function (request, parent, isMain) {
        if (request === DEBUGGER_CONNECTION) return { isInitializedAsync: () => Promise.resolve() };
        const loaded = () => load.call(this, request, parent, isMain);
        return LOADED_ON_FIRST_USE.some((name) => name.test(request)) ? whenUsed(loaded) : loaded();
    };

/** A placeholder for a module, which loads it as soon as something reads a member of it. */
function whenUsed(loaded) {
    const get = (_, name) => {
        // Compiled code asks for this mark to see whether it has to wrap the module.
        if (name === "__esModule") return true;
        return loaded()[name] ?? (name === "default" ? loaded() : undefined);
    };
    return new Proxy({}, { get });
}

// As the option `typescript: false` in Pulumi.yaml, which old language hosts do not know.
if (process.env.FAST_START_LANGUAGE !== "typescript") delete process.env.PULUMI_NODEJS_TYPESCRIPT;
