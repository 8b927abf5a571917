/** A piece of HTML. */
export class Markup {
    constructor(readonly text: string) {}
}

type Value = string | number | Markup;

/** Makes HTML of a template (Prettier would format one with the tag `html`). Escapes every value that is not HTML. */
export function markup(strings: TemplateStringsArray, ...values: readonly (Value | Markup[])[]): Markup {
    const texts = values.map((value) => [value].flat().map(textOf).join(""));
    return new Markup(String.raw({ raw: strings }, ...texts));
}

function textOf(value: Value): string {
    if (value instanceof Markup) return value.text;
    return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
