"use strict";
/**
 * Where Pulumi starts the pack. In a checkout the edited TypeScript runs as it is; a published package has what was
 * compiled of it, and nothing else.
 */
const fs = require("node:fs");
const path = require("node:path");

if (fs.existsSync(path.join(__dirname, "main.ts"))) {
    // Pulumi has ts-node stand there, whatever PulumiPolicy.yaml says: it would check all types before anything else.
    delete require.extensions[".ts"];
    require("sucrase/register/ts");
    require("./main.ts");
} else {
    require("./dist/main.js");
}
