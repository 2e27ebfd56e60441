import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { cacheRoot } from "../../paths";
import { ensureEntry } from "../store";
import { pulumiVersion } from "../table";

/** The host as one file, which starts several times faster than its sources with all the packages that they load. */
export async function bundleLanguageHost(): Promise<string> {
    const entry = { folder: path.join(cacheRoot(), "tools", "language-host"), key: keyOf() };
    return path.join(await ensureEntry({ ...entry, fill: bundle }), "host.js");
}

async function bundle(draft: string): Promise<string[]> {
    const { build } = await import("esbuild");
    await build({
        entryPoints: [path.join(__dirname, "main.ts")],
        outfile: path.join(draft, "host.js"),
        bundle: true,
        minify: true,
        platform: "node",
        target: "node20",
        define: { HOST_VERSION: JSON.stringify(pulumiVersion.replace(/^v/, "")) },
        logLevel: "error",
    });
    return ["host.js"];
}

/** Changes with the sources and with what they are bundled with and by. */
function keyOf(): string {
    const hash = createHash("sha256").update(pulumiVersion);
    for (const file of fs.readdirSync(__dirname).sort()) hash.update(fs.readFileSync(path.join(__dirname, file)));
    for (const name of ["@grpc/grpc-js", "@pulumi/pulumi", "google-protobuf", "esbuild"]) {
        hash.update(fs.readFileSync(require.resolve(`${name}/package.json`)));
    }
    return hash.digest("hex").slice(0, 32);
}
