/**
 * Writes what the pages load into the program's folder: the script and the style of the sources here, the font of its npm
 * package, and of each the copies that are compressed by Brotli and gzip. `make app-assets` runs it.
 */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import * as zlib from "node:zlib";

import { build, transform } from "esbuild";

export const assets = path.join(__dirname, "../internal/web/assets");

/** The letters of English and of its neighbors, for headings. */
const font = { name: "fraunces.woff2", file: "@fontsource/fraunces/files/fraunces-latin-600-normal.woff2" };

/** What is written here, by name; drawings lie among the assets as they are. */
export async function written(): Promise<Record<string, Buffer>> {
    const letters = fs.readFileSync(require.resolve(font.file));
    return {
        "main.js": Buffer.from(await script()),
        "style.css": Buffer.from(await style(letters)),
        [font.name]: letters,
    };
}

/** The script in one file. */
async function script(): Promise<string> {
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

/** The style, which names the font as the program does (internal/web/assets.go). */
async function style(letters: Buffer): Promise<string> {
    const source = fs.readFileSync(path.join(__dirname, "style.css"), "utf8");
    const { code } = await transform(source, { loader: "css", minify: true });
    const hash = createHash("sha256").update(letters).digest("hex").slice(0, 10);
    return code.replace(font.name, font.name.replace(".", `.${hash}.`));
}

/** The assets, without their compressed copies. */
export function plainAssets(): string[] {
    return fs.readdirSync(assets).filter((name) => !/\.(br|gz)$/.test(name));
}

/** A font is compressed as it is. */
export function isCompressible(name: string): boolean {
    return !name.endsWith(".woff2");
}

/** All of them, compressed. */
export async function writeAssets(): Promise<void> {
    for (const [name, content] of Object.entries(await written())) {
        fs.writeFileSync(path.join(assets, name), content);
    }
    for (const name of plainAssets().filter(isCompressible)) {
        const file = path.join(assets, name);
        const content = fs.readFileSync(file);
        fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(content));
        fs.writeFileSync(`${file}.gz`, zlib.gzipSync(content, { level: 9 }));
    }
}

if (require.main === module) {
    void writeAssets();
}
