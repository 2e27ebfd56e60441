/**
 * Writes what the pages load into the program's folder: the script, made of the TypeScript here, and of each asset the
 * copies that are compressed by Brotli and gzip. `make app-assets` runs it.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import * as zlib from "node:zlib";

import { build } from "esbuild";

export const assets = path.join(__dirname, "../internal/web/assets");

/** The script in one file. */
export async function script(): Promise<string> {
    const { outputFiles } = await build({
        entryPoints: [path.join(__dirname, "main.ts")],
        bundle: true,
        minify: true,
        format: "iife",
        target: "es2022",
        write: false,
        logLevel: "error",
    });
    return outputFiles.map((file) => file.text).join("");
}

/** The assets that are written by hand or by `script`, and not their compressed copies. */
export function plainAssets(): string[] {
    return fs.readdirSync(assets).filter((name) => !/\.(br|gz)$/.test(name));
}

async function main(): Promise<void> {
    fs.writeFileSync(path.join(assets, "main.js"), await script());
    for (const name of plainAssets()) {
        const file = path.join(assets, name);
        const content = fs.readFileSync(file);
        fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(content));
        fs.writeFileSync(`${file}.gz`, zlib.gzipSync(content, { level: 9 }));
    }
}

if (require.main === module) {
    void main();
}
