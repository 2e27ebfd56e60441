"use strict";
/**
 * Edited TypeScript runs as it is, by sucrase, as `sucrase/register/ts` has it. What sucrase makes of a file is kept by the file's
 * content: that is most of a command's start. Where nothing can be written it is made anew each time.
 */
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

const { addHook } = require("pirates");

const folder = path.join(__dirname, "node_modules/.cache/alchemorsel");
const transforms = ["imports", "typescript"];
const { version } = require("sucrase/package.json");

addHook(
    (code, filePath) => {
        const key = createHash("sha256").update(`${version} ${transforms.join()}\n`).update(code).digest("hex");
        const file = path.join(folder, `${key}.js`);
        return read(file) ?? written(file, transpiled(code, filePath));
    },
    { exts: [".ts"] },
);

function transpiled(code, filePath) {
    return require("sucrase").transform(code, { transforms, filePath }).code;
}

function read(file) {
    try {
        return fs.readFileSync(file, "utf8");
    } catch {
        return undefined;
    }
}

/** By another name first: who reads meanwhile finds all of it or nothing. */
function written(file, code) {
    const draft = `${file}.${process.pid}`;
    try {
        fs.mkdirSync(folder, { recursive: true });
        fs.writeFileSync(draft, code);
        fs.renameSync(draft, file);
    } catch {
        fs.rm(draft, () => undefined); // in most cases there is none
    }
    return code;
}
