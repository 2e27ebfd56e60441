import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";

import { silentProgress } from "../../../embedded/progress";
import { ensureTools, unbuiltTools } from "../../../embedded/tools";
import { Declarations } from "./aws-declarations";
import { knownDifferences } from "./aws-differences";
import { Comparison } from "./compare-shapes";
import { removeTemporaryFolders, repository, temporaryFolder } from "./fixture";
import { ProviderSchema } from "./provider-schema";

const tokens = fs
    .readFileSync(path.join(repository, "embedded/tools/modules/pulumi-aws/tokens.txt"), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(" ") as [terraform: string, module: string, name: string]);

const tokenOf = (module: string, name: string) => `aws:${module}/${name[0]?.toLowerCase()}${name.slice(1)}:${name}`;

describe("the AWS provider that is built", function () {
    this.timeout(120_000);

    let schema: ProviderSchema;
    let declarations: Declarations;

    before(async function () {
        const needed = ["pulumi", "pulumi-aws"] as const;
        if ((await unbuiltTools(needed)).length > 0) this.skip();
        const programs = await ensureTools(needed, silentProgress);
        const env = { ...process.env, PULUMI_HOME: temporaryFolder(), PULUMI_SKIP_UPDATE_CHECK: "true" };
        schema = ProviderSchema.of(programs.get("pulumi")!, programs.get("pulumi-resource-aws")!, env);
        declarations = new Declarations();
    });
    after(removeTemporaryFolders);

    it("has every resource of its table, and no other", () => {
        expect(schema.resources.sort()).to.deep.equal(tokens.map(([, module, name]) => tokenOf(module, name)).sort());
    });

    it("has their properties under the names and in the shapes of @pulumi/aws, but for what is known", () => {
        const differences = tokens.flatMap(([, module, name]) => {
            const [sdk, provider] = [declarations.resource(module, name), schema.resource(tokenOf(module, name))];
            return (["inputs", "outputs"] as const).flatMap((side) => {
                const comparison = new Comparison(declarations, schema);
                comparison.properties(`${module}.${name}`, sdk[side], provider[side], side === "inputs");
                return comparison.differences.map((difference) => `${side} ${difference}`);
            });
        });
        const unknown = differences.filter((each) => !knownDifferences.some(({ pattern }) => pattern.test(each)));
        const gone = knownDifferences.filter(({ pattern }) => !differences.some((each) => pattern.test(each)));
        expect(unknown.join("\n"), "not known").to.equal("");
        expect(gone.map(({ pattern }) => pattern.source).join("\n"), "known, and no more there").to.equal("");
    });
});
