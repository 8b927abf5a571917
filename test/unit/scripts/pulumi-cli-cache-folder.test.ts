import { expect } from "chai";
import { userCacheFolder } from "../../../scripts/pulumi-cli/cache-folder";

describe("user cache folder", () => {
    it("is .cache in the home folder on Linux", () => {
        const folder = userCacheFolder({ platform: "linux", environment: {}, home: "/home/ada" });
        expect(folder).to.equal("/home/ada/.cache");
    });

    it("is XDG_CACHE_HOME where that is set", () => {
        const environment = { XDG_CACHE_HOME: "/var/cache/ada" };
        expect(userCacheFolder({ platform: "linux", environment, home: "/home/ada" })).to.equal(
            "/var/cache/ada",
        );
    });

    for (const declared of ["", "cache"]) {
        it(`takes no notice of an XDG_CACHE_HOME of "${declared}"`, () => {
            const environment = { XDG_CACHE_HOME: declared };
            const folder = userCacheFolder({ platform: "linux", environment, home: "/home/ada" });
            expect(folder).to.equal("/home/ada/.cache");
        });
    }

    it("is Library/Caches on macOS", () => {
        const environment = { XDG_CACHE_HOME: "/var/cache/ada" };
        const folder = userCacheFolder({ platform: "darwin", environment, home: "/Users/ada" });
        expect(folder).to.equal("/Users/ada/Library/Caches");
    });

    it("is LOCALAPPDATA on Windows", () => {
        const environment = { LOCALAPPDATA: "D:\\Local" };
        const folder = userCacheFolder({ platform: "win32", environment, home: "C:\\Users\\ada" });
        expect(folder).to.equal("D:\\Local");
    });

    it("is AppData\\Local on Windows without LOCALAPPDATA", () => {
        const folder = userCacheFolder({ platform: "win32", environment: {}, home: "C:\\Users\\ada" });
        expect(folder).to.equal("C:\\Users\\ada\\AppData\\Local");
    });
});
