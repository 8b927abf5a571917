import { join } from "node:path";

/**
 * The environment in which Pulumi's CLI, programs in JavaScript, and provider processes do the same as users' do, with less
 * work for the processor. Some tests go without it, to prove that it makes no difference: those of `layouts.test.ts`, of the
 * first example, and of the README's commands.
 */
export const FAST_START = {
    // The CLI ends before a garbage collection pays off, and several commands run side by side anyway.
    GOGC: "off",
    GOMEMLIMIT: "400MiB",
    // Each Node.js process would read these certificates, and the emulator speaks plain HTTP.
    NODE_EXTRA_CA_CERTS: "",
    NODE_OPTIONS: `--require ${JSON.stringify(join(__dirname, "fast-start.cjs"))}`,
} as const;

/** The same for programs in TypeScript. */
export const FAST_START_TYPESCRIPT = { ...FAST_START, FAST_START_LANGUAGE: "typescript" } as const;
