import { type FieldInfo, type FieldInfos, kinds, type TerraformField, type TerraformFields } from "./terraform-mapping";

export interface NamedField {
    readonly name: string;
    readonly field: TerraformField;
    readonly info: FieldInfo | undefined;
}

/** Pulumi name → Terraform field, by the rules of the bridge (pkg/tfbridge/names.go, TerraformToPulumiNameV2). */
export function fieldsByPulumiName(fields: TerraformFields, infos: FieldInfos = {}): Map<string, NamedField> {
    return new Map(
        Object.entries(fields).map(([name, field]) => {
            const info = infos[name] ?? undefined;
            return [info?.name ?? camelCase(pluralName(name, { fields, infos })), { name, field, info }];
        }),
    );
}

/** Whether a list has one element at most, which Pulumi has without the list. */
export function isFlattened(field: TerraformField, info: FieldInfo | undefined): boolean {
    return isList(field) && (info?.maxItemsOne ?? field.maxItems === 1);
}

export function isList({ type }: TerraformField): boolean {
    return type === kinds.list || type === kinds.set;
}

/** The fields of what is an object; one without any is told by nothing at all. */
export function fieldsOfElement(element: TerraformField["element"]): TerraformFields | undefined {
    return element?.schema === undefined ? (element?.resource ?? (element && {})) : undefined;
}

/** Lists have plural names, unless another field has that name already. */
function pluralName(name: string, { fields, infos }: { fields: TerraformFields; infos: FieldInfos }): string {
    const field = fields[name];
    if (field === undefined || !isList(field) || isFlattened(field, infos[name] ?? undefined)) return name;
    const plural = pluralized(name);
    const otherName = infos[plural]?.name ?? plural;
    return plural in fields && otherName === plural ? name : plural;
}

/**
 * The rules of the bridge's inflector (github.com/pulumi/inflector) that AWS has words for. A test holds the names
 * against all of those that the provider's own schema has.
 */
const plurals: readonly [RegExp, string][] = [
    [/(x|ch|ss|sh)$/, "$1es"],
    [/([^aeiouy]|qu)y$/, "$1ies"],
    [/status$/, "statuses"],
    [/sis$/, "ses"],
    [/([ti])um$/, "$1a"],
    [/us$/, "uses"],
    [/(alias)$/, "$1es"],
    [/s$/, "s"],
    [/$/, "s"],
];

function pluralized(name: string): string {
    const rule = plurals.find(([pattern]) => pattern.test(name));
    return rule === undefined ? name : name.replace(...rule);
}

function camelCase(name: string): string {
    return name.replaceAll(/(?<=[^_])_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
