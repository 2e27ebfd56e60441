import type { Properties, Shape } from "./aws-declarations";

export interface Source {
    /** Properties of a nested object. */
    object(name: string): Properties;
}

/**
 * Where two sides of a resource differ, as a path and what is there. Objects that were compared once aren't compared
 * again: a rule of a web ACL holds rules.
 */
export class Comparison {
    readonly differences: string[] = [];
    private readonly seen = new Set<string>();

    constructor(
        private readonly sdk: Source,
        private readonly provider: Source,
    ) {}

    /** `asInputs`: what is required counts, too. */
    properties(path: string, sdk: Properties, provider: Properties, asInputs: boolean): void {
        for (const [name, { shape, required }] of sdk) {
            const other = provider.get(name);
            if (other === undefined) {
                this.differences.push(`${path}.${name}: only in the SDK`);
                continue;
            }
            if (asInputs && other.required && !required) {
                this.differences.push(`${path}.${name}: required by the provider alone`);
            }
            this.shapes(`${path}.${name}`, shape, other.shape, asInputs);
        }
        for (const name of provider.keys()) {
            if (!sdk.has(name)) this.differences.push(`${path}.${name}: only in the provider`);
        }
    }

    private shapes(path: string, sdk: Shape, provider: Shape, asInputs: boolean): void {
        if (sdk.kind !== provider.kind) {
            this.differences.push(`${path}: ${describe(sdk)} in the SDK, ${describe(provider)} in the provider`);
        } else if (sdk.kind === "object" && provider.kind === "object") {
            const pair = `${sdk.name} ${provider.name}`;
            if (this.seen.has(pair)) return;
            this.seen.add(pair);
            this.properties(path, this.sdk.object(sdk.name), this.provider.object(provider.name), asInputs);
        } else if ("of" in sdk && "of" in provider) {
            this.shapes(path, sdk.of, provider.of, asInputs);
        }
    }
}

function describe(shape: Shape): string {
    return "of" in shape ? `${shape.kind} of ${describe(shape.of)}` : shape.kind;
}
