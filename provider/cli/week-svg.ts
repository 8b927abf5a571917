import { DAYS, HOURS, type Week } from "./week.js";

const CELL = { width: 34, height: 28 };
const MARGIN = { left: 90, top: 60 };

/** The week as a picture: the more runs begin in an hour, the darker it is. */
export function weekSvg(week: Week, timeZone: string): string {
    const most = Math.max(1, ...week.flat());
    const width = MARGIN.left + HOURS.length * CELL.width + 20;
    const height = MARGIN.top + DAYS.length * CELL.height + 20;
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="12">`,
        `<rect width="${width}" height="${height}" fill="#fff"/>`,
        `<text x="${MARGIN.left}" y="24" font-size="15" fill="#222">Runs by weekday and hour (${escaped(timeZone)})</text>`,
        ...HOURS.map((hour) =>
            label(x(hour) + CELL.width / 2, MARGIN.top - 10, String(hour).padStart(2, "0"), "middle"),
        ),
        ...DAYS.map((day, row) => label(MARGIN.left - 10, y(row) + 18, day, "end")),
        ...week.flatMap((hours, row) => hours.map((count, hour) => cell(row, hour, count, count / most))),
        "</svg>\n",
    ].join("\n");
}

const x = (hour: number) => MARGIN.left + hour * CELL.width;
const y = (row: number) => MARGIN.top + row * CELL.height;

function cell(row: number, hour: number, count: number, share: number): string {
    const fill = count === 0 ? "#f2f2f2" : `rgba(31, 90, 180, ${(0.2 + 0.8 * share).toFixed(2)})`;
    const colour = share > 0.5 ? "#fff" : "#222";
    const title = `${DAYS[row] ?? ""} ${String(hour).padStart(2, "0")}:00: ${count} ${count === 1 ? "run" : "runs"}`;
    const number =
        count === 0 ? "" : label(x(hour) + CELL.width / 2, y(row) + 18, String(count), "middle", colour);
    return (
        `<g><title>${title}</title>` +
        `<rect x="${x(hour) + 1}" y="${y(row) + 1}" width="${CELL.width - 2}" height="${CELL.height - 2}" rx="3" fill="${fill}"/>` +
        `${number}</g>`
    );
}

const label = (left: number, top: number, text: string, anchor: "middle" | "end", colour = "#555") =>
    `<text x="${left}" y="${top}" text-anchor="${anchor}" fill="${colour}">${escaped(text)}</text>`;

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
