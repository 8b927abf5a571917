import { expect } from "chai";
import fc from "fast-check";
import { markup } from "../../../../provider/cli/schedules/markup";

describe("a piece of HTML", () => {
    it("has every value as text, in elements and in attributes", () => {
        expect(markup`<p title="${`"'`}">${"<b>&"}</p>`.text).to.equal(
            '<p title="&#34;&#39;">&#60;b&#62;&#38;</p>',
        );
        fc.assert(
            fc.property(fc.string({ unit: "binary" }), (text) => {
                expect(markup`${text}`.text).not.to.match(/[<>"']/);
            }),
        );
    });

    it("contains other pieces as they are, one or several", () => {
        const items = [1, 2].map((number) => markup`<li>${number}</li>`);
        expect(markup`<ul>${items}</ul>${markup`<hr>`}`.text).to.equal("<ul><li>1</li><li>2</li></ul><hr>");
    });
});
