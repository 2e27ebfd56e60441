import * as fs from "node:fs";
import * as path from "node:path";

import { Ajv } from "ajv";

/** The schema of the SARIF committee, as Microsoft's package for Jest carries it. */
const schemaFile = path.join(
    path.dirname(require.resolve("@microsoft/jest-sarif/package.json")),
    "lib/schemas/sarif-2.1.0-rtm.5.json",
);

interface Schema {
    $schema?: string;
    id?: string;
    definitions: Record<string, object>;
}

/** Checks against SARIF 2.1.0; returns what is wrong. */
export function sarifProblems(): (log: unknown) => string[] {
    // What Ajv of today can't read of a draft 4 schema is its name alone.
    const { $schema, id, ...schema } = JSON.parse(fs.readFileSync(schemaFile, "utf8")) as Schema;
    if ($schema === undefined || id === undefined) throw new Error("this is another schema");
    // The one rule for what we write that the standard's final schema (errata 01) has beyond this one.
    schema.definitions.region = {
        ...schema.definitions.region,
        anyOf: [{ required: ["startLine"] }, { required: ["charOffset"] }, { required: ["byteOffset"] }],
    };
    const ajv = new Ajv({
        strict: false,
        unicodeRegExp: false,
        allErrors: true,
        formats: {
            uri: (text: string) => URL.canParse(text),
            "uri-reference": (text: string) =>
                URL.canParse(text, "https://base.example/a/") && /^[\w.~:/?#[\]@!$&'()*+,;=%-]*$/.test(text),
            "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
        },
    });
    const validate = ajv.compile(schema);
    return (log) =>
        validate(log) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
