import * as path from "node:path";

import { UserError } from "../errors";
import { RunError, run, RunOptions } from "../process";

export interface GoEnvironment {
    readonly GOVERSION: string;
    readonly GOOS: string;
    readonly GOARCH: string;
    readonly GOCACHE: string;
    readonly GOMODCACHE: string;
}

/** What go would use for the module in this folder. Fails if there is no go, or an older one than its go.mod asks for. */
export async function goEnvironment(folder: string): Promise<GoEnvironment> {
    const { stdout } = await go(folder, ["env", "-json", "GOVERSION", "GOOS", "GOARCH", "GOCACHE", "GOMODCACHE"]);
    return JSON.parse(stdout) as GoEnvironment;
}

/** Runs go in a module's folder; failures that the user can mend are told as such. */
export async function go(folder: string, args: readonly string[], options: Omit<RunOptions, "cwd"> = {}) {
    // Static programs; and a go.work file above the cache is none of our business.
    const env = { ...process.env, ...options.env, CGO_ENABLED: "0", GOWORK: "off" };
    try {
        return await run("go", args, { ...options, env, cwd: folder });
    } catch (error) {
        throw explain(error, folder);
    }
}

/** The folder of a Go module's files, from the module proxy the first time: `module@version`, or the version that `folder`'s go.mod has. */
export async function moduleFolder(folder: string, module: string): Promise<string> {
    const { stdout } = await go(folder, ["mod", "download", "-json", module], { dieWithParent: true });
    return (JSON.parse(stdout) as { Dir: string }).Dir;
}

const howToInstall = "Install Go 1.26 or newer (https://go.dev/doc/install) and put its bin folder on PATH.";

function explain(error: unknown, folder: string): unknown {
    if (error instanceof UserError && error.message.includes("no such program")) {
        return new UserError(`go was not found on PATH: the tools are built from Go modules. ${howToInstall}`);
    }
    if (!(error instanceof RunError)) return error;
    const text = error.stderr + error.stdout;
    if (/requires go >=|toolchain not available|download go1\.\S+ for/.test(text)) {
        return new UserError(`this go is too old for ${path.basename(folder)}. ${howToInstall}\n${error.message}`);
    }
    if (
        /dial tcp|no such host|i\/o timeout|TLS handshake|connection refused|network is unreachable|proxyconnect/i.test(
            text,
        )
    ) {
        return new UserError(
            `go could not download the modules of ${path.basename(folder)}. Check the network connection, and GOPROXY or ` +
                `HTTPS_PROXY if this machine needs them (\`go env GOPROXY\`); then run the same command again: what was ` +
                `downloaded so far is kept.\n${error.message}`,
        );
    }
    return error;
}
