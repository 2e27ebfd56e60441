import * as fs from "node:fs";
import * as path from "node:path";

import { stackFileSchema } from "./config-schema";

/** Writes `config.schema.json`: `node --require sucrase/register/ts components/write-config-schema.ts`. */
const file = path.join(__dirname, "config.schema.json");
fs.writeFileSync(file, JSON.stringify(stackFileSchema("alchemorsel"), null, 2) + "\n");
