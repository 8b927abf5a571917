import Table from "cli-table3";

/** Rows under a heading, in columns without lines. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
    const lines = new Table({
        head: [...heading],
        chars: NO_LINES,
        style: { head: [], "padding-left": 0, "padding-right": 2 },
    });
    lines.push(...rows.map((row) => [...row]));
    return lines
        .toString()
        .split("\n")
        .map((line) => line.trimEnd())
        .join("\n");
}

const NO_LINES = Object.fromEntries(
    [
        ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
        ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"],
    ].map((name) => [name, ""]),
);
