/** The results as a picture: grouped bars, one panel a question. */
import type { Peer } from "./peers";
import { median, STATE, WALL, type Metric, type Summary } from "./summary";

const PANELS: readonly (readonly [phase: string, metric: Metric])[] = [
    ["first up", WALL],
    ["refresh", WALL],
    ["update of all", WALL],
    ["first up", STATE],
];

const COLOURS = ["#6d4aff", "#9aa0a6", "#c9a227", "#d1495b"];
const [WIDTH, HEIGHT, GAP, LEFT, TOP] = [400, 200, 60, 20, 64] as const;
const STYLE = `text{font:12px system-ui,sans-serif;fill:#1f2328}.value{font-size:9px}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}}`;

/** The chart as SVG. */
export function chartOf(summaries: readonly Summary[], peers: readonly Peer[], caption: string): string {
    const [width, height] = [2 * (WIDTH + GAP), TOP + 2 * (HEIGHT + GAP)];
    const legend = peers.map(({ title }, index) => {
        const x = LEFT + index * 210;
        return bar(x, 24, 12, 12, index) + text(x + 18, 22, title);
    });
    const panels = PANELS.map(([phase, metric], index) => {
        const x = LEFT + (index % 2) * (WIDTH + GAP);
        const y = TOP + Math.floor(index / 2) * (HEIGHT + GAP);
        return `<g transform="translate(${x} ${y})">${panelOf(phase, metric, summaries, peers)}</g>`;
    });
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">
<style>${STYLE}</style>
${[...legend, ...panels, text(LEFT, height - 8, caption, "value")].join("\n")}
</svg>
`;
}

function panelOf(
    phase: string,
    metric: Metric,
    summaries: readonly Summary[],
    peers: readonly Peer[],
): string {
    const groups = summaries.map((summary) =>
        peers.map(({ name }) => median(summary.values(phase, name, metric)) || 0),
    );
    const most = Math.max(...groups.flat(), Number.MIN_VALUE);
    const groupWidth = WIDTH / groups.length;
    const barWidth = Math.min(40, (groupWidth * 0.8) / peers.length);
    const bars = groups.flatMap((values, group) =>
        values.map((value, index) => {
            const x = Math.round(group * groupWidth + index * barWidth);
            const height = Math.max(1, Math.round((value / most) * (HEIGHT - 20)));
            const shown = value.toFixed(value >= 10 ? 0 : 1);
            return bar(x, HEIGHT, barWidth - 2, height, index) + text(x, HEIGHT - height - 3, shown, "value");
        }),
    );
    const labels = summaries.map(({ count }, group) =>
        text(Math.round(group * groupWidth), HEIGHT + 16, String(count)),
    );
    return [text(0, -6, `${phase}: ${metric.title}`), ...bars, ...labels].join("");
}

/** A bar that stands on `bottom`. */
function bar(x: number, bottom: number, width: number, height: number, index: number): string {
    const shape = `x="${x}" y="${bottom - height}" width="${Math.round(width)}" height="${height}"`;
    return `<rect ${shape} fill="${COLOURS[index] ?? ""}"/>`;
}

function text(x: number, y: number, content: string, style = ""): string {
    const escaped = content.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    return `<text x="${x}" y="${y}" class="${style}">${escaped}</text>`;
}
