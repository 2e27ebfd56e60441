import { expect } from "chai";

import { silentProgress } from "../../embedded/progress";
import { ensureTools, unbuiltTools } from "../../embedded/tools";
import type { Properties, Shape } from "../embedded/tools/aws-declarations";
import { removeTemporaryFolders, temporaryFolder } from "../embedded/tools/fixture";
import { ProviderSchema } from "../embedded/tools/provider-schema";
import {
    type FieldInfo,
    type FieldInfos,
    kinds,
    type TerraformField,
    type TerraformFields,
    TerraformMapping,
} from "./terraform-mapping";
import { fieldsByPulumiName, fieldsOfElement, isFlattened, isList } from "./terraform-names";

describe("Pulumi's names of Terraform's fields", () => {
    let schema: ProviderSchema;
    let mapping: TerraformMapping;

    before(async function () {
        const needed = ["pulumi", "pulumi-aws"] as const;
        if ((await unbuiltTools(needed)).length > 0) this.skip();
        const programs = await ensureTools(needed, silentProgress);
        const [pulumi = "", provider = ""] = ["pulumi", "pulumi-resource-aws"].map((name) => programs.get(name));
        const env = { ...process.env, PULUMI_HOME: temporaryFolder(), PULUMI_SKIP_UPDATE_CHECK: "true" };
        schema = ProviderSchema.of(pulumi, provider, env);
        mapping = TerraformMapping.of(provider);
    });
    after(removeTemporaryFolders);

    it("are those that the provider itself has, and so are the shapes, in every resource down to the last block", () => {
        expect(mapping.tokens.sort()).to.deep.equal(schema.resources.sort());
        const differences = mapping.tokens.flatMap((token) => {
            const { type, fields, infos } = mapping.find(token)!;
            const { inputs, outputs } = schema.resource(token);
            return compared(type, fields, infos, new Map([...outputs, ...inputs]));
        });
        expect(differences).to.deep.equal([
            // Pulumi has one type for two blocks of the same name, and this field only in the other.
            "aws_s3_bucket.serverSideEncryptionConfiguration[].rule[].blockedEncryptionTypes: only there",
        ]);
    });

    function compared(path: string, fields: TerraformFields, infos: FieldInfos, properties: Properties): string[] {
        const named = fieldsByPulumiName(fields, infos);
        // Pulumi has the ID of a resource elsewhere.
        const names = [...named.keys()].filter((name) => name !== "id" || properties.has("id"));
        const different = [
            ...names.filter((name) => !properties.has(name)).map((name) => `${path}.${name}: only here`),
            ...[...properties.keys()].filter((name) => !named.has(name)).map((name) => `${path}.${name}: only there`),
        ];
        const inside = [...named].flatMap(([name, { field, info }]) => {
            const property = properties.get(name);
            return property === undefined ? [] : comparedShape(`${path}.${name}`, field, info, property.shape);
        });
        return [...different, ...inside];
    }

    function comparedShape(path: string, field: TerraformField, info: FieldInfo | undefined, shape: Shape): string[] {
        const { element } = field;
        const inner = { type: kinds.map, element };
        if (isList(field)) {
            const item = isFlattened(field, info) ? shape : shape.kind === "array" ? shape.of : undefined;
            if (item === undefined) return [`${path}: ${shape.kind} and no list`];
            if (element === undefined) return [];
            return comparedShape(`${path}[]`, element.schema ?? inner, info?.element ?? undefined, item);
        }
        const block = fieldsOfElement(element);
        if (block !== undefined) {
            if (shape.kind !== "object") return [`${path}: ${shape.kind} and no object`];
            return compared(path, block, info?.fields ?? {}, schema.object(shape.name));
        }
        return shape.kind === "array" || shape.kind === "object" ? [`${path}: ${shape.kind}`] : [];
    }
});
