/** What is wrong with one field of a cron expression, and what to write instead. */

import { CRON_FIELDS, cronValues } from "../model/cron-field.js";
import { MONTHS, WEEKDAYS, type NumberField } from "../model/fields.js";
import { nearest, shown } from "./timing-error.js";

/** To follow upon the field's name and text; undefined where nothing is wrong. */
export function cronFieldProblem(name: NumberField, text: string): string | undefined {
    return dialectProblem(name, text) ?? valueProblem(name, text);
}

/** What other dialects of cron know, by field: how to recognize it, and what to say. */
const DIALECTS: readonly (readonly [readonly NumberField[], RegExp, string])[] = [
    [CRON_FIELDS, /\?/, 'can\'t be expressed in Polytomic: "?" belongs to Quartz. Use "*".'],
    [
        ["dayOfMonth"],
        /w/i,
        "can't be expressed in Polytomic: it knows no nearest weekday (W). Use a fixed day, or days of the week.",
    ],
    [
        ["dayOfMonth"],
        /l/i,
        "can't be expressed in Polytomic: it knows no last day of the month (L). Use 28, the last that every month has.",
    ],
    [
        ["dayOfWeek"],
        /l\b/i,
        "can't be expressed in Polytomic: it knows no last weekday of the month (L). Use every week, or a day of the month.",
    ],
    [
        ["dayOfWeek"],
        /#/,
        "can't be expressed in Polytomic: it knows no nth weekday of the month (#). Use every week, or a day of the month.",
    ],
];

function dialectProblem(name: NumberField, text: string): string | undefined {
    return DIALECTS.find(([fields, pattern]) => fields.includes(name) && pattern.test(text))?.[2];
}

const TAKES: Readonly<Record<NumberField, string>> = {
    minute: "0 to 59",
    hour: "0 to 23",
    dayOfMonth: "1 to 31",
    month: "1 to 12 and names from jan to dec",
    dayOfWeek: "0 (Sunday) to 7 (Sunday) and names from sun to sat",
};

const SAMPLES: Readonly<Record<NumberField, string>> = {
    minute: "0-30, */15, 0,30",
    hour: "8-17, */2, 9,17",
    dayOfMonth: "1-7, */2, 1,15",
    month: "1-6, */3, jan,jul",
    dayOfWeek: "mon-fri, */2, 1,3,5",
};

function valueProblem(name: NumberField, text: string): string | undefined {
    if (cronValues(name, text) !== undefined) return undefined;
    return `is not allowed. It takes * and ${TAKES[name]}, in ranges, steps and lists, such as ${SAMPLES[name]}.${hint(name, text)}`;
}

const NAMES: Readonly<Partial<Record<NumberField, readonly string[]>>> = {
    dayOfWeek: WEEKDAYS.map((day) => day.slice(0, 3)),
    month: MONTHS.map((month) => month.slice(0, 3)),
};

const LEAST_AND_GREATEST: Readonly<Record<NumberField, readonly [number, number]>> = {
    minute: [0, 59],
    hour: [0, 23],
    dayOfMonth: [1, 31],
    month: [1, 12],
    dayOfWeek: [0, 6],
};

function hint(name: NumberField, text: string): string {
    const wrong = text.split(",").find((item) => cronValues(name, item) === undefined) ?? "";
    const repaired = aroundTheEnd(name, wrong) ?? fromAStart(name, wrong);
    if (repaired !== undefined && cronValues(name, repaired) !== undefined)
        return ` For ${shown(wrong)}, write ${shown(repaired)}.`;
    const word = /[a-z]+/gi.exec(wrong)?.[0];
    return nearest(word, NAMES[name] ?? []);
}

/** `22-2` as `22-23,0-2`. */
function aroundTheEnd(name: NumberField, item: string): string | undefined {
    const [, from, to] = /^(\w+)-(\w+)$/.exec(item) ?? [];
    const [start] = from === undefined ? [] : (cronValues(name, from) ?? []);
    const [end] = to === undefined ? [] : (cronValues(name, to) ?? []);
    if (start === undefined || end === undefined || start <= end) return undefined;
    const [least, greatest] = LEAST_AND_GREATEST[name];
    return [span(start, greatest), span(least, end)].join(",");
}

const span = (from: number, to: number) => (from === to ? String(from) : `${from}-${to}`);

/** `5/15` as `5-59/15`. */
function fromAStart(name: NumberField, item: string): string | undefined {
    const [, start, step] = /^(\d+)\/(\d+)$/.exec(item) ?? [];
    return start === undefined ? undefined : `${start}-${LEAST_AND_GREATEST[name][1]}/${step ?? ""}`;
}
