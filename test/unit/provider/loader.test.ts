import { runInNewContext } from "node:vm";
import { expect } from "chai";
import { LOADER } from "../../../provider/loader";
import { provider } from "../../../provider/provider-v1";

describe("the loader in every state", () => {
    it("is this very text for ever", () => {
        expect(LOADER).to.equal('exports.handler=()=>require("pulumi-polytomic/provider-v1").provider');
    });

    it("gives the engine the provider of the installed package", () => {
        const exports: { handler?: () => unknown } = {};
        const require = (name: string) => (name === "pulumi-polytomic/provider-v1" ? { provider } : {});
        runInNewContext(LOADER, { exports, require });
        expect(exports.handler?.()).to.equal(provider);
    });

    it("gives a provider with every operation that the engine may ask for", () => {
        expect(provider).to.have.all.keys("configure", "check", "diff", "create", "read", "update", "delete");
    });
});
