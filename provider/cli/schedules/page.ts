import { isoIn } from "../../helpers/time-zone.js";
import { Markup, markup } from "./markup.js";
import type { Cell, Overview } from "./overview.js";
import { formatDate, formatMoment } from "./times.js";
import { HOURS, type Week } from "./week.js";

/** How many shades the hours of the week have. */
const SHADES = 4;

const STYLE = new Markup(`
:root { color-scheme: light dark; --text: #1f2328; --muted: #59636e; --back: #fff; --line: #d1d9e0; --failure: #b3261e;
  --warning: #7d4e00; --shade1: #e4e1ff; --shade2: #c5beff; --shade3: #6d4aff; --shade4: #43219e; --deep: #fff; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --muted: #a3adb8; --back: #0d1117; --line: #3d444d;
  --failure: #ff8a80; --warning: #e3b341; --shade1: #251a52; --shade2: #43219e; --shade3: #b5a8ff; --shade4: #e4e1ff; --deep: #0d1117; } }
body { margin: 0 auto; padding: 1rem; max-width: 90rem; font: 0.95rem/1.5 system-ui, sans-serif; color: var(--text); background: var(--back); }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } .failure { color: var(--failure); } .warning { color: var(--warning); }
div { overflow-x: auto; } div:focus-visible { outline: 2px solid var(--shade3); outline-offset: 2px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; } caption { text-align: start; color: var(--muted); padding: 0 0 0.5rem; }
th, td { padding: 0.3rem 1.2rem 0.3rem 0; text-align: start; border-bottom: 1px solid var(--line); }
td:nth-child(n + 3), .week th { white-space: nowrap; }
.week td { padding: 0.3rem; min-width: 1.5rem; text-align: center; border: 1px solid var(--line); } .week th + th { text-align: center; padding: 0.3rem; }
.shade1 { background: var(--shade1); } .shade2 { background: var(--shade2); }
.shade3 { background: var(--shade3); color: var(--deep); } .shade4 { background: var(--shade4); color: var(--deep); }
`);

/** One self-contained page with the table and the week. It has no scripts and loads nothing. */
export function pageOf({ now, timeZone, headings, rows, notes, week }: Overview): string {
    const moment = formatMoment(timeZone, now);
    const ofRuns =
        headings.length > 3 ? " What Polytomic shows is about the whole bulk sync: see its first row." : "";
    const caption = `The next run first.${ofRuns}`;
    const scheduleRows = rows.map(([name, ...cells]) => rowOf(name?.text ?? "", cells.map(cellOf)));
    const hours = `How many runs start in each hour of seven days from today (${timeZone}), as far as schedules determine it.`;
    return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Schedules of Polytomic bulk syncs, ${moment}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Schedules of Polytomic bulk syncs</h1>
<p>As of <time datetime="${isoIn(timeZone, now)}">${moment}</time>.</p>
<ul>
${notes.map((note) => markup`<li${classOf(note)}>${note.text}</li>\n`)}</ul>
${tableOf("Schedules", caption, headings, scheduleRows)}
${tableOf("Week", hours, ["day", ...HOURS], weekRows(week))}
</main>
</body>
</html>
`.text;
}

function tableOf(title: string, caption: string, headings: readonly string[], rows: Markup[]): Markup {
    const id = title.toLowerCase();
    return markup`<h2 id="${id}">${title}</h2>
<div role="region" aria-labelledby="${id}" tabindex="0">
<table class="${id}">
<caption>${caption}</caption>
<thead><tr>${headings.map((heading) => markup`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>
${rows}</tbody>
</table>
</div>`;
}

const rowOf = (heading: string, cells: Markup[]) =>
    markup`<tr><th scope="row">${heading}</th>${cells}</tr>\n`;

const cellOf = (cell: Cell) => markup`<td${classOf(cell)}>${cell.text}</td>`;

const classOf = ({ tone }: Cell) => (tone === undefined ? markup`` : markup` class="${tone}"`);

function weekRows(week: Week): Markup[] {
    const most = Math.max(...week.flatMap(({ hours }) => hours.map(({ length }) => length)));
    return week.map(({ date, hours }) => {
        const cells = hours.map((names, hour) => {
            if (names.length === 0) return markup`<td></td>`;
            const title = `${formatDate(date)} ${HOURS[hour] ?? ""}:00: ${[...new Set(names)].join(", ")}`;
            const shade = Math.ceil((SHADES * names.length) / most);
            return markup`<td class="shade${shade}" title="${title}">${names.length}</td>`;
        });
        return rowOf(formatDate(date), cells);
    });
}
