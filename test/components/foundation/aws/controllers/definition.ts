import Ajv from "ajv";

interface Schema {
    type?: string;
    properties?: Record<string, Schema>;
    additionalProperties?: boolean | Schema;
    items?: Schema;
    [keyword: string]: unknown;
}

export interface Definition {
    spec: { versions: { name: string; schema: { openAPIV3Schema: Schema } }[] };
}

/**
 * What a CustomResourceDefinition says against the spec of an object, fields included that it doesn't know and the cluster
 * would drop without a word.
 */
export function schemaProblems({ spec: { versions } }: Definition, version: string, spec: unknown): string[] {
    const schema = versions.find(({ name }) => name === version)?.schema.openAPIV3Schema.properties?.spec;
    if (schema === undefined) throw new Error(`the definition has no version ${version}`);
    const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
    ajv.validate(closed(schema), spec);
    return (ajv.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
}

/** The same schema, with no place for fields that it doesn't name. */
function closed(schema: Schema): Schema {
    const properties = Object.entries(schema.properties ?? {}).map(([key, value]) => [key, closed(value)]);
    return {
        ...schema,
        ...(schema.items === undefined ? {} : { items: closed(schema.items) }),
        ...(schema.properties === undefined
            ? {}
            : { properties: Object.fromEntries(properties) as Schema["properties"], additionalProperties: false }),
    };
}
