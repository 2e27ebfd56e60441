import * as fs from "node:fs";
import * as path from "node:path";

import Ajv from "ajv";
import { expect } from "chai";
import { parse } from "yaml";

import { stackFileSchema } from "../../components/config-schema";
import { image } from "./example";

const root = path.join(__dirname, "../..");

describe("config.schema.json", () => {
    const ajv = new Ajv({ allErrors: true, discriminator: true, keywords: ["patternErrorMessage"] });
    const isValid = ajv.compile(stackFileSchema("alchemorsel"));
    const config = (changes: object) => ({
        config: {
            "alchemorsel:activeColor": "blue",
            "alchemorsel:workloads": { recipes: { image: { blue: image("a") } } },
            ...changes,
        },
    });

    it("is what the code says: node --require sucrase/register/ts components/write-config-schema.ts", () => {
        const written = fs.readFileSync(path.join(root, "components/config.schema.json"), "utf8");
        expect(JSON.parse(written)).to.deep.equal(stackFileSchema("alchemorsel"));
    });

    it("accepts the local stack's template once the images are filled in", () => {
        const template = fs.readFileSync(path.join(root, "embedded/stack/Pulumi.local.yaml"), "utf8");
        const stack = parse(template) as { config: Record<string, Record<string, unknown>> };
        Object.assign(stack.config["alchemorsel:local"]!, { databaseImage: image("d"), cacheImage: image("e") });
        expect(isValid(stack), JSON.stringify(isValid.errors)).to.be.true;
    });

    for (const stack of ["staging", "production", "recovery"]) {
        it(`accepts the stack ${stack}`, () => {
            const file = parse(fs.readFileSync(path.join(root, `Pulumi.${stack}.yaml`), "utf8")) as unknown;
            expect(isValid(file), JSON.stringify(isValid.errors)).to.be.true;
        });
    }

    it("accepts an encrypted password and the settings of other packages", () => {
        const passwords = [
            "alchemorsel:databasePassword",
            "alchemorsel:databaseOwnerPassword",
            "alchemorsel:editorKey",
        ];
        const secure = Object.fromEntries(passwords.map((key) => [key, { secure: "v1:…" }]));
        const others = { ...secure, "aws:region": "eu-central-1" };
        expect(isValid(config(others))).to.be.true;
        expect(isValid({ ...config({}), encryptionsalt: "v1:…" })).to.be.true;
    });

    it("refuses a password in plain text, a misspelled key and a wrong value", () => {
        expect(isValid(config({ "alchemorsel:databasePassword": "plain text" }))).to.be.false;
        expect(isValid(config({ "alchemorsel:databaseOwnerPassword": "plain text" }))).to.be.false;
        expect(isValid(config({ "alchemorsel:editorKey": "0123456789abcdef".repeat(3) }))).to.be.false;
        expect(isValid(config({ "alchemorsel:canaryWieght": 1 }))).to.be.false;
        expect(isValid(config({ "alchemorsel:activeColor": "red" }))).to.be.false;
    });
});
