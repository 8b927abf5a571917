/**
 * What the SDK makes of call stacks while it registers a resource: it writes one down for each of the resource's
 * promises, some thirty, should one of them never settle; and it keeps one in state, down to Pulumi's own runner and
 * Node.js's module loader. Each frame is looked up in source maps, which is a sixth of a preview's time where there are
 * many schedules; and the runner's frames, the same for all of them, are a seventh of their state.
 */

interface Frame extends NodeJS.CallSite {
    /** The frame as V8 writes it down. */
    toString(): string;
}

/** What writes an error's call stack down when it is read; none where V8 does it by itself. */
interface Writer {
    prepareStackTrace: ((error: Error, frames: Frame[]) => unknown) | undefined;
}

/** Whether a frame is the program's own code, not Node.js's or a package's. */
function isOfProgram(frame: Frame): boolean {
    const file = frame.getFileName();
    return typeof file === "string" && !file.startsWith("node:") && !/[\\/]node_modules[\\/]/.test(file);
}

/** A call stack down to the program's outermost frame; whole where none is the program's. */
export function withoutRunner(frames: Frame[]): Frame[] {
    const outermost = frames.findLastIndex(isOfProgram);
    return outermost < 0 ? frames : frames.slice(0, outermost + 1);
}

/**
 * Has call stacks written down without source maps from now on, except for whole ones, which state is to keep: those
 * leave out the runner. Returns what ends this, to be called before anything else gets its turn.
 */
export function shortenCallStacks(): () => void {
    const writer: Writer = Error;
    const { prepareStackTrace } = writer;
    // Without Pulumi's runner nothing is looked up.
    if (prepareStackTrace === undefined) return () => undefined;
    writer.prepareStackTrace = (error, frames) =>
        Error.stackTraceLimit === Number.POSITIVE_INFINITY
            ? prepareStackTrace(error, withoutRunner(frames))
            : [String(error), ...frames].join("\n    at ");
    return () => {
        writer.prepareStackTrace = prepareStackTrace;
    };
}
