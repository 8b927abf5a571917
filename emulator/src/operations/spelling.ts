import type { ScheduleFields } from "../store/schedule";

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/** The same schedule in the spelling that some published responses of the service have. */
export function spellAsService<Fields extends ScheduleFields>(fields: Fields): Fields {
    return {
        ...fields,
        dayOfWeek: fields.dayOfWeek && weekday(fields.dayOfWeek),
        hour: fields.hour && twoDigits(fields.hour),
        minute: fields.minute && twoDigits(fields.minute),
        month: fields.month && month(fields.month),
    };
}

function weekday(text: string): string {
    const byNumber = /^\d$/.test(text) ? WEEKDAYS[Number(text) % 7] : undefined;
    return byNumber ?? WEEKDAYS.find((name) => name.toLowerCase() === text.toLowerCase()) ?? text;
}

function twoDigits(text: string): string {
    return /^\d$/.test(text) ? `0${text}` : text;
}

function month(text: string): string {
    return (/^\d+$/.test(text) ? MONTHS[Number(text) - 1] : undefined) ?? text;
}
