import { given, isObject, isUnknown } from "./placeholders";
import { type FieldInfo, type FieldInfos, kinds, type TerraformField, type TerraformFields } from "./terraform-mapping";
import { fieldsByPulumiName, fieldsOfElement, isFlattened, isList } from "./terraform-names";

/** What Terraform's plan says of a value, each in another place. */
export interface Planned {
    /** For `planned_values`; undefined where nothing is known yet. */
    readonly value: unknown;
    /** For `after_unknown`: true, or the same for the value's parts; undefined where all is known. */
    readonly unknown: unknown;
    /** For `configuration`: the resources that unknown parts come from; undefined where from none. */
    readonly expression: unknown;
}

export interface PlannedFields {
    readonly value: Readonly<Record<string, unknown>>;
    readonly unknown: Readonly<Record<string, unknown>> | undefined;
    readonly expression: Readonly<Record<string, unknown>> | undefined;
}

interface Context {
    /** Of the value, for messages. */
    readonly path: string;
    /** Addresses of the resources that what is unknown in it may come from. */
    readonly references: readonly string[];
    /** Takes the path of each property that Terraform has no field for. */
    readonly unmapped: string[];
}

interface Kind {
    readonly fields: TerraformFields;
    readonly infos: FieldInfos;
}

type Field = { readonly field: TerraformField; readonly info: FieldInfo | undefined };

/**
 * The inputs of a resource under Terraform's names and in its shapes. Only what is given: of a field that is left to AWS
 * there is nothing here, where Terraform's own plan has null or, for a computed one, "known after apply". A check that
 * only asks whether something is set is thus not satisfied by what nobody has set.
 */
export function plannedResource(
    inputs: Readonly<Record<string, unknown>>,
    { fields, infos, name }: Kind & { readonly name: string },
    referencesOf: (property: string) => readonly string[],
    unmapped: string[],
): PlannedFields {
    return plannedFields(inputs, { fields, infos }, (property, input, field) => {
        const context = { path: `${name}.${property}`, references: referencesOf(property), unmapped };
        if (field === undefined) return notMapped(context);
        const { expression, ...rest } = planned(input, field, context);
        return { ...rest, expression: expression ?? references(context) };
    });
}

function plannedObject(inputs: Readonly<Record<string, unknown>>, kind: Kind, context: Context): PlannedFields {
    return plannedFields(inputs, kind, (property, input, field) => {
        const inner = { ...context, path: `${context.path}.${property}` };
        return field === undefined ? notMapped(inner) : planned(input, field, inner);
    });
}

function plannedFields(
    inputs: Readonly<Record<string, unknown>>,
    { fields, infos }: Kind,
    plan: (property: string, input: unknown, field: Field | undefined) => Planned,
): PlannedFields {
    const named = fieldsByPulumiName(fields, infos);
    const entries = given(inputs).map(([property, input]) => {
        const field = named.get(property);
        return [field?.name ?? property, plan(property, input, field)] as const;
    });
    const part = (of: keyof Planned) =>
        Object.fromEntries(entries.flatMap(([name, each]) => (each[of] === undefined ? [] : [[name, each[of]]])));
    return { value: part("value"), unknown: unlessEmpty(part("unknown")), expression: unlessEmpty(part("expression")) };
}

function notMapped({ path, unmapped }: Context): Planned {
    unmapped.push(path);
    return { value: undefined, unknown: undefined, expression: undefined };
}

function planned(input: unknown, { field, info }: Field, context: Context): Planned {
    if (isUnknown(input)) return { value: undefined, unknown: true, expression: references(context) };
    if (isList(field)) {
        const list = isFlattened(field, info) && !Array.isArray(input) ? [input] : (input as unknown[]);
        return plannedList(list, field, info?.element ?? undefined, context);
    }
    const fields = fieldsOfElement(field.element);
    if (fields !== undefined && isObject(input)) {
        return plannedObject(input, { fields, infos: info?.fields ?? {} }, context);
    }
    if (field.type === kinds.map && isObject(input)) return plannedMap(input, context);
    return { value: scalar(input, field), unknown: undefined, expression: undefined };
}

/** An element that isn't known yet is null, as in Terraform's plan: how many there are is known. */
function plannedList(
    list: readonly unknown[],
    { element }: TerraformField,
    info: FieldInfo | undefined,
    context: Context,
): Planned {
    const field = element?.schema ?? { type: kinds.dynamic, element };
    const parts = list.map((each, index) =>
        planned(each, { field, info }, { ...context, path: `${context.path}[${index}]` }),
    );
    const unknown = parts.some((part) => part.unknown !== undefined);
    const blocks = fieldsOfElement(element) !== undefined && parts.some(({ value }) => value !== undefined);
    const expressions = parts.map(({ expression }) => expression ?? {});
    return {
        value: parts.map(({ value }) => value ?? null),
        unknown: unknown ? parts.map((part) => part.unknown ?? false) : undefined,
        expression: unknown ? (blocks ? expressions : references(context)) : undefined,
    };
}

function plannedMap(map: Readonly<Record<string, unknown>>, context: Context): Planned {
    const [unknown, known] = [true, false].map((which) => given(map).filter(([, value]) => isUnknown(value) === which));
    return {
        value: Object.fromEntries(known ?? []),
        unknown: unlessEmpty(Object.fromEntries((unknown ?? []).map(([key]) => [key, true]))),
        expression: unknown?.length === 0 ? undefined : references(context),
    };
}

/** Documents may be given as objects, and numbers and booleans as strings and the other way round. */
function scalar(input: unknown, { type }: TerraformField): unknown {
    if (type === kinds.string) return typeof input === "string" ? input : JSON.stringify(input);
    if (type === kinds.bool && typeof input === "string") return input === "true";
    if ((type === kinds.int || type === kinds.float) && typeof input === "string") return Number(input);
    return input;
}

function references({ references }: Context): { references: readonly string[] } | undefined {
    return references.length === 0 ? undefined : { references };
}

function unlessEmpty<T extends object>(object: T): T | undefined {
    return Object.keys(object).length === 0 ? undefined : object;
}
