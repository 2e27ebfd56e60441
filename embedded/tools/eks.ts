import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { cacheRoot } from "../paths";
import { shellQuote } from "../process";
import { ensureBundle } from "./bundle";
import { namedProgram } from "./named";
import { eksPlugin, findOfficialPlugin } from "./plugins";
import { ensureEntry } from "./store";

/** The plugin of @pulumi/eks: the user's official one, else the stand-in of this project. */
export async function ensureEksPlugin(): Promise<string> {
    return namedProgram("pulumi-resource-eks") ?? findOfficialPlugin(eksPlugin) ?? (await standIn());
}

/** `exec` leaves no shell between the engine and the plugin. */
async function standIn(): Promise<string> {
    const bundle = await ensureBundle({
        name: "eks",
        source: path.join(__dirname, "../eks"),
        define: { EKS_VERSION: eksPlugin.version },
        packages: ["@pulumi/aws", "@pulumi/eks", "@pulumi/kubernetes", "@pulumi/pulumi"],
        // The SDK needs these to serialize functions.
        without: ["typescript-shim", "@npmcli/arborist"],
    });
    const script = `#!/bin/sh\nexec node ${shellQuote(bundle)} "$@"\n`;
    const name = "pulumi-resource-eks";
    const folder = await ensureEntry({
        folder: path.join(cacheRoot(), "tools", name),
        key: createHash("sha256").update(script).digest("hex").slice(0, 32),
        fill: (draft) => {
            fs.writeFileSync(path.join(draft, name), script, { mode: 0o755 });
            return Promise.resolve([name]);
        },
    });
    return path.join(folder, name);
}
