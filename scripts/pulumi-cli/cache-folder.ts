import { homedir } from "node:os";
import path from "node:path";
import { pulumiVersion } from "./version";

interface Machine {
    platform: NodeJS.Platform;
    environment: NodeJS.ProcessEnv;
    home: string;
}

/** The user's cache folder by the conventions of the platform: XDG, macOS or Windows. */
export function userCacheFolder({ platform, environment, home }: Machine): string {
    const platformPath = platform === "win32" ? path.win32 : path.posix;
    if (platform === "win32") {
        return environment.LOCALAPPDATA ?? platformPath.join(home, "AppData", "Local");
    }
    if (platform === "darwin") {
        return platformPath.join(home, "Library", "Caches");
    }
    // The XDG specification has relative paths ignored.
    const declared = environment.XDG_CACHE_HOME ?? "";
    return platformPath.isAbsolute(declared) ? declared : platformPath.join(home, ".cache");
}

/** Where the copy of this release is kept; its `bin` folder holds the programs. */
export function keptFolder(): string {
    const cache = userCacheFolder({ platform: process.platform, environment: process.env, home: homedir() });
    return path.join(cache, "pulumi-polytomic", `pulumi-v${pulumiVersion}`);
}
