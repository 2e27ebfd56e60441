import { execFileSync } from "node:child_process";

import type { Properties, Property, Shape } from "./aws-declarations";

interface TypeSpec {
    readonly type?: string;
    readonly items?: TypeSpec;
    readonly additionalProperties?: TypeSpec;
    readonly $ref?: string;
    readonly oneOf?: readonly TypeSpec[];
}

interface ObjectSpec {
    readonly properties?: Readonly<Record<string, TypeSpec>>;
    readonly required?: readonly string[];
}

interface ResourceSpec extends ObjectSpec {
    readonly inputProperties?: Readonly<Record<string, TypeSpec>>;
    readonly requiredInputs?: readonly string[];
}

interface PackageSpec {
    readonly resources: Readonly<Record<string, ResourceSpec>>;
    readonly types: Readonly<Record<string, ObjectSpec>>;
}

/** The schema that a provider plugin gives, in the same terms as the declarations of the SDK. */
export class ProviderSchema {
    private constructor(private readonly spec: PackageSpec) {}

    static of(pulumi: string, plugin: string, env: NodeJS.ProcessEnv): ProviderSchema {
        const output = execFileSync(pulumi, ["package", "get-schema", plugin], { env, maxBuffer: 2 ** 30 });
        return new ProviderSchema(JSON.parse(output.toString()) as PackageSpec);
    }

    get resources(): string[] {
        return Object.keys(this.spec.resources);
    }

    resource(token: string): { inputs: Properties; outputs: Properties } {
        const spec = this.spec.resources[token];
        if (spec === undefined) throw new Error(`the provider has no ${token}`);
        return {
            inputs: propertiesOf(spec.inputProperties, spec.requiredInputs),
            outputs: propertiesOf(spec.properties, spec.required),
        };
    }

    object(name: string): Properties {
        const spec = this.spec.types[name];
        return propertiesOf(spec?.properties, spec?.required);
    }
}

function propertiesOf(
    properties: Readonly<Record<string, TypeSpec>> = {},
    required: readonly string[] = [],
): Properties {
    const property = ([name, type]: [string, TypeSpec]): [string, Property] => [
        name,
        { shape: shapeOf(type), required: required.includes(name) },
    ];
    return new Map(Object.entries(properties).map(property));
}

function shapeOf({ type, items, additionalProperties, $ref, oneOf }: TypeSpec): Shape {
    const one = oneOf?.find((each) => each.type === "string") ?? oneOf?.[0];
    if (one !== undefined) return shapeOf(one);
    if ($ref?.startsWith("#/types/")) return { kind: "object", name: $ref.slice("#/types/".length) };
    if ($ref !== undefined) return { kind: /Asset|Archive/.test($ref) ? "asset" : "any" };
    if (type === "array" && items) return { kind: "array", of: shapeOf(items) };
    if (type === "object") return { kind: "map", of: shapeOf(additionalProperties ?? { type: "string" }) };
    if (type === "string" || type === "boolean") return { kind: type };
    return { kind: "number" };
}
