/** What docs/local-time.md shows of years: a picture of one, and how far off an unchanged deployment is later. */

import { nextRuns } from "../provider";
import { deviationsOf } from "../provider/helpers/all-year/accuracy";
import { planAllYear, type Plan } from "../provider/helpers/all-year/plan";

const [YEAR, LATER] = [2026, [2027, 2028, 2029, 2030]] as const;
const DAY_MS = 24 * 60 * 60_000;

/** Zones that many people live in, from west to east. */
const ZONES = [
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/Chicago",
    "America/New_York",
    "America/Toronto",
    "America/Santiago",
    "America/Sao_Paulo",
    "Europe/London",
    "Africa/Casablanca",
    "Africa/Lagos",
    "Europe/Berlin",
    "Europe/Paris",
    "Europe/Athens",
    "Africa/Cairo",
    "Asia/Jerusalem",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Pacific/Auckland",
] as const;

const planFor = (timeZone: string) => planAllYear("page", { time: "09:00", timeZone, year: YEAR });

/** A table in Markdown: on how many days of later years the runs of this year's schedules are off. */
export function yearsTable(): string {
    const rows = ZONES.map((zone) => {
        const { schedules, when } = planFor(zone);
        const days = LATER.map((year) => String(deviationsOf(schedules, when, year).off.size));
        return [`\`${zone}\``, String(Object.keys(schedules).length), ...days];
    });
    const heading = ["zone", "schedules", ...LATER.map((year) => `days off in ${year}`)];
    const widths = heading.map((text, column) =>
        Math.max(text.length, ...rows.map((row) => row[column]?.length ?? 0)),
    );
    const line = (cells: readonly string[]) =>
        `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(" | ")} |`;
    const rule = widths.map((width, column) =>
        column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
    );
    return [line(heading), `| ${rule.join(" | ")} |`, ...rows.map(line)].join("\n");
}

const [LEFT, TOP, DAY, LANE] = [230, 50, 2, 26] as const;
const COLOURS = { winter: "#6d4aff", summer: "#c9a227", off: "#d1495b" };
const STYLE = `text{font:12px system-ui,sans-serif;fill:#1f2328}line{stroke:#9aa0a6;stroke-opacity:.4}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}}`;

/** The days of the schedules for 09:00 in Berlin, a lane for each, as SVG. */
export function yearPicture(): string {
    const plan = planFor("Europe/Berlin");
    const lanes = Object.entries(plan.schedules).map(([role, fields], index) => {
        const runs = nextRuns(fields, { count: 366, from: `${YEAR - 1}-12-31T23:59:59Z` });
        const days = runs.filter((run) => run.startsWith(String(YEAR))).map(dayOfYear);
        const time = runs[0]?.slice(11, 16) ?? "";
        const colour = time === "08:00" ? COLOURS.winter : COLOURS.summer;
        return laneOf(index, `${role}: ${time} UTC`, days, colour);
    });
    const off = offDays(plan, YEAR + 1);
    const width = LEFT + 366 * DAY + 10;
    const height = TOP + (lanes.length + 2) * LANE;
    const later = laneOf(lanes.length + 0.5, `off in ${YEAR + 1}, if not deployed again`, off, COLOURS.off);
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">
<style>${STYLE}</style>
${text(8, 18, `Every day at 09:00 in Europe/Berlin, ${YEAR}`)}
${[...months(height), ...lanes, later].join("\n")}
</svg>
`;
}

const offDays = ({ schedules, when }: Plan, year: number) =>
    [...deviationsOf(schedules, when, year).off.keys()].map((ms) => dayOfYear(new Date(ms).toISOString()));

const dayOfYear = (iso: string) =>
    (Date.parse(iso.slice(0, 10)) - Date.parse(`${iso.slice(0, 4)}-01-01`)) / DAY_MS;

function months(height: number): string[] {
    return Array.from({ length: 12 }, (_, month) => {
        const first = new Date(Date.UTC(YEAR, month, 1));
        const x = LEFT + dayOfYear(first.toISOString()) * DAY;
        const name = first.toUTCString().slice(8, 11);
        return `<line x1="${x}" x2="${x}" y1="${TOP - 12}" y2="${height - 8}"/>${text(x + 4, TOP - 4, name)}`;
    });
}

/** A label, and a bar for each row of days. */
function laneOf(index: number, label: string, days: readonly number[], colour: string): string {
    const y = TOP + 6 + index * LANE;
    const firsts = days.filter((day) => !days.includes(day - 1));
    const bars = firsts.map((first) => {
        let last = first;
        while (days.includes(last + 1)) last++;
        const width = (last - first + 1) * DAY;
        return `<rect x="${LEFT + first * DAY}" y="${y}" width="${width}" height="${LANE - 10}" fill="${colour}"/>`;
    });
    return text(8, y + 12, label) + bars.join("");
}

const text = (x: number, y: number, content: string) => `<text x="${x}" y="${y}">${content}</text>`;
