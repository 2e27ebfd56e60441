import * as fs from "node:fs";
import * as path from "node:path";

import { rules } from "./rules";
import { configSchema, exemptionsSchema } from "./schemas";

/** Writes the schemas of a stack's files: `node --require sucrase/register/ts policy-pack/write-schemas.ts`. */
for (const [name, schema] of Object.entries({ config: configSchema(rules), exemptions: exemptionsSchema(rules) })) {
    fs.writeFileSync(path.join(__dirname, `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
}
