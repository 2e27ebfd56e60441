import { execFileSync } from "node:child_process";

/** A Terraform attribute or block; `type` is a number of `kinds`. Source: the bridge's MarshallableSchemaShim. */
export interface TerraformField {
    readonly type: number;
    readonly maxItems?: number;
    readonly element?: { readonly schema?: TerraformField; readonly resource?: TerraformFields };
}

export type TerraformFields = Readonly<Record<string, TerraformField>>;

/** What the provider says of a field beside the bridge's rules. Source: the bridge's MarshallableSchema. */
export interface FieldInfo {
    readonly name?: string;
    readonly maxItemsOne?: boolean;
    readonly element?: FieldInfo | null;
    readonly fields?: FieldInfos;
}

export type FieldInfos = Readonly<Record<string, FieldInfo | null>>;

/** Terraform's types by the bridge's numbers (shim.ValueType). */
export const kinds = { bool: 1, int: 2, float: 3, string: 4, list: 5, map: 6, set: 7, dynamic: 8 } as const;

export interface TerraformResource {
    /** Such as `aws_s3_bucket`. */
    readonly type: string;
    readonly fields: TerraformFields;
    readonly infos: FieldInfos;
}

interface ProviderInfo {
    readonly provider: { readonly resources: Readonly<Record<string, TerraformFields>> };
    readonly resources: Readonly<Record<string, { readonly tok: string; readonly fields?: FieldInfos }>>;
}

/** Which Terraform resource a Pulumi resource is, as the provider itself maps them. */
export class TerraformMapping {
    private readonly byToken: ReadonlyMap<string, TerraformResource>;

    constructor({ provider, resources }: ProviderInfo) {
        this.byToken = new Map(
            Object.entries(resources).map(([type, { tok, fields }]) => [
                tok,
                { type, fields: provider.resources[type] ?? {}, infos: fields ?? {} },
            ]),
        );
    }

    /** Of a provider's program: any that is built with Pulumi's Terraform bridge has this flag. */
    static of(program: string): TerraformMapping {
        const output = execFileSync(program, ["-get-provider-info"], {
            maxBuffer: 2 ** 30,
            stdio: "pipe",
        });
        return new TerraformMapping(JSON.parse(output.toString()) as ProviderInfo);
    }

    get tokens(): string[] {
        return [...this.byToken.keys()];
    }

    find(token: string): TerraformResource | undefined {
        return this.byToken.get(token);
    }
}
