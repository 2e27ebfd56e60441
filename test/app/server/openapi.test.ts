import * as fs from "node:fs";
import * as path from "node:path";

import { Validator } from "@seriousme/openapi-schema-validator";
import { expect } from "chai";

const file = path.join(__dirname, "../../../app/internal/server/openapi.json");

describe("the document of the API", () => {
    it("is an OpenAPI document of version 3.1, whose references all lead somewhere", async () => {
        const validator = new Validator();
        const { errors } = await validator.validate(fs.readFileSync(file, "utf8"));
        expect(errors ?? []).to.deep.equal([]);
        expect(validator.version).to.equal("3.1");
        expect(() => validator.resolveRefs()).to.not.throw();
    });
});
