/** The results as a picture: grouped bars, one panel a question. */
import type { Peer } from "../peers";
import type { Read, Summary } from "./summary";

interface Panel {
    readonly title: string;
    readonly phase: string;
    readonly read: Read;
}

const seconds: Read = ({ wallMs }) => wallMs / 1000;
const PANELS: readonly Panel[] = [
    { title: "first up, seconds", phase: "first up", read: seconds },
    { title: "refresh, seconds", phase: "refresh", read: seconds },
    { title: "update of all, seconds", phase: "update of all", read: seconds },
    { title: "state, kB", phase: "first up", read: ({ stateBytes }) => stateBytes / 1000 },
];

const COLOURS = ["#6d4aff", "#9aa0a6", "#c9a227", "#d1495b"];
const [PANEL_WIDTH, PANEL_HEIGHT, GAP, LEFT, TOP] = [400, 200, 40, 20, 64] as const;
const STYLE = `text{font:12px system-ui,sans-serif;fill:#1f2328}.title{font-weight:600}.value{font-size:9px}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}}`;

export function chartOf(summary: Summary, peers: readonly Peer[], caption: string): string {
    const width = 2 * (PANEL_WIDTH + GAP);
    const height = TOP + 2 * (PANEL_HEIGHT + 60) + 10;
    const panels = PANELS.map((panel, index) => {
        const x = LEFT + (index % 2) * (PANEL_WIDTH + GAP);
        const y = TOP + Math.floor(index / 2) * (PANEL_HEIGHT + 60);
        return `<g transform="translate(${x} ${y})">${panelOf(panel, summary, peers)}</g>`;
    });
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escape(caption)}</title><style>${STYLE}</style>
${legendOf(peers)}
${panels.join("\n")}
<text x="${LEFT}" y="${height - 8}" class="value">${escape(caption)}</text>
</svg>
`;
}

function legendOf(peers: readonly Peer[]): string {
    return peers
        .map(({ title }, index) => {
            const x = LEFT + index * 210;
            return `<rect x="${x}" y="12" width="12" height="12" fill="${colour(index)}"/>${text(x + 18, 22, title)}`;
        })
        .join("");
}

function panelOf({ title, phase, read }: Panel, summary: Summary, peers: readonly Peer[]): string {
    const { counts } = summary;
    const values = counts.map((count) =>
        peers.map(({ name }) => summary.spread(count, phase, name, read)?.median ?? 0),
    );
    const most = Math.max(...values.flat(), Number.MIN_VALUE);
    const groupWidth = PANEL_WIDTH / counts.length;
    const barWidth = Math.min(40, (groupWidth * 0.8) / peers.length);
    const groups = values.map((group, index) => {
        const start = index * groupWidth + (groupWidth - barWidth * peers.length) / 2;
        const bars = group.map((value, peer) => {
            const height = Math.max(1, (value / most) * (PANEL_HEIGHT - 20));
            return barOf(start + peer * barWidth, barWidth, height, value, colour(peer));
        });
        const label = `${counts[index] ?? 0}`;
        return bars.join("") + text((index + 0.5) * groupWidth, PANEL_HEIGHT + 16, label, "middle");
    });
    return text(0, -6, title, "start", "title") + groups.join("") + axis();
}

function barOf(x: number, width: number, height: number, value: number, fill: string): string {
    const y = PANEL_HEIGHT - height;
    const rect = `<rect x="${round(x)}" y="${round(y)}" width="${round(width - 2)}" height="${round(height)}" fill="${fill}"/>`;
    return rect + text(round(x + width / 2 - 1), round(y - 3), shown(value), "middle", "value");
}

const axis = () =>
    `<line x1="0" x2="${PANEL_WIDTH}" y1="${PANEL_HEIGHT}" y2="${PANEL_HEIGHT}" stroke="#9aa0a6"/>`;

function text(x: number, y: number, content: string, anchor = "start", style = ""): string {
    return `<text x="${x}" y="${y}" text-anchor="${anchor}" class="${style}">${escape(content)}</text>`;
}

const shown = (value: number) => (value >= 10 ? value.toFixed(0) : value.toFixed(1));
const round = (value: number) => Math.round(value * 10) / 10;
const colour = (index: number) => COLOURS[index % COLOURS.length] ?? "";
const escape = (content: string) =>
    content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
