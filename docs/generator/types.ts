import {
    type DeclarationReflection,
    type IndexedAccessType,
    type ReferenceType,
    ReflectionKind,
    type SomeType,
    type TypeOperatorType,
} from "typedoc";

/** What the parameters of a generic alias stand for. */
type Given = ReadonlyMap<string, string>;

/**
 * A type as a reader of the documentation needs it: other packages' types by their name, our own aliases and small
 * objects spelled out, and those objects by their name (or `{ … }`) whose members are documented one by one.
 */
export function typeText(type: SomeType | undefined, given: Given = new Map()): string {
    switch (type?.type) {
        case "reference":
            return referenceText(type, given);
        case "array":
            return `${bracketed(type.elementType, given)}[]`;
        case "typeOperator":
            // That we don't write to a list is nothing to know for who gives it.
            return type.operator === "readonly" ? typeText(type.target, given) : keysText(type);
        case "indexedAccess":
            return valuesText(type);
        case "union":
            return unionText(type.types.map((part) => typeText(part, given)));
        case "intersection":
            return type.types.map((part) => bracketed(part, given)).join(" & ");
        case "reflection":
            if (type.declaration.children === undefined) {
                return type.toString();
            }
            return hasDocumentedMembers(type.declaration) ? "{ … }" : objectText(type.declaration, given);
        default:
            return type?.toString() ?? "";
    }
}

/** An object type of our own, and what its parameters stand for. */
interface OwnObject {
    declaration: DeclarationReflection;
    given: Given;
}

/** The objects in a type whose members are documented one by one, and which have no page of their own. */
export function documentedObjects(type: SomeType | undefined): OwnObject[] {
    switch (type?.type) {
        case "reference": {
            const declaration = declarationOf(type);
            if (declaration?.kind === ReflectionKind.TypeAlias && type.typeArguments === undefined) {
                return documentedObjects(declaration.type);
            }
            if (declaration === undefined) {
                return type.typeArguments?.flatMap(documentedObjects) ?? [];
            }
            return isData(declaration) && hasDocumentedMembers(declaration)
                ? [{ declaration, given: parameters(declaration, type, new Map()) }]
                : [];
        }
        case "array":
            return documentedObjects(type.elementType);
        case "union":
        case "intersection":
            return type.types.flatMap(documentedObjects);
        case "reflection":
            return hasDocumentedMembers(type.declaration)
                ? [{ declaration: type.declaration, given: new Map<string, string>() }]
                : [];
        default:
            return [];
    }
}

/** Names of the members of an object type; none for other types. */
export function memberNames(type: SomeType | undefined): string[] {
    const declaration =
        type?.type === "reflection" ? type.declaration : type?.type === "reference" ? declarationOf(type) : undefined;
    return declaration?.children?.map(({ name }) => name) ?? [];
}

function referenceText(type: ReferenceType, given: Given): string {
    const own = declarationOf(type);
    if (own?.kind === ReflectionKind.TypeAlias) {
        return typeText(own.type, parameters(own, type, given));
    }
    if (own !== undefined && isData(own) && !hasDocumentedMembers(own)) {
        return objectText(own, parameters(own, type, given));
    }
    const name = type.name.split(".").at(-1) ?? type.name;
    const args = own === undefined ? (type.typeArguments ?? []).map((arg) => typeText(arg, given)).join(", ") : "";
    return given.get(name) ?? (args === "" ? name : `${name}<${args}>`);
}

function parameters({ typeParameters = [] }: DeclarationReflection, type: ReferenceType, given: Given): Given {
    return new Map(typeParameters.map(({ name }, index) => [name, typeText(type.typeArguments?.[index], given)]));
}

/** Where a type of our own is declared; `undefined` for those of others. */
function declarationOf(type: ReferenceType): DeclarationReflection | undefined {
    return type.reflection as DeclarationReflection | undefined;
}

/** Whether a user writes it down. What has methods is made by a function or a component. */
function isData({ kind, children = [] }: DeclarationReflection): boolean {
    return kind === ReflectionKind.Interface && !children.some((child) => child.kind === ReflectionKind.Method);
}

function hasDocumentedMembers({ children = [] }: DeclarationReflection): boolean {
    return children.some((child) => child.comment !== undefined);
}

function objectText({ children = [] }: DeclarationReflection, given: Given): string {
    const members = children.map(
        ({ name, flags, type }) => `${name}${flags.isOptional ? "?" : ""}: ${typeText(type, given)}`,
    );
    return `{ ${members.join("; ")} }`;
}

/** The keys of `keyof typeof table`. */
function keysText(type: TypeOperatorType): string {
    const table = type.target.type === "query" ? declarationOf(type.target.queryType) : undefined;
    const keys = memberNames(table?.type);
    return keys.length === 0 ? type.toString() : unionText(keys.map((key) => JSON.stringify(key)));
}

/** The values of `(typeof list)[number]`. */
function valuesText(type: IndexedAccessType): string {
    const list = type.objectType.type === "query" ? declarationOf(type.objectType.queryType)?.type : undefined;
    const tuple = list?.type === "typeOperator" ? list.target : list;
    return tuple?.type === "tuple" ? unionText(tuple.elements.map((value) => typeText(value))) : type.toString();
}

function unionText(parts: readonly string[]): string {
    return parts.filter((part) => part !== "undefined" && part !== "never").join(" | ");
}

function bracketed(type: SomeType, given: Given): string {
    const text = typeText(type, given);
    return ["union", "intersection", "typeOperator"].includes(spelledOut(type).type) && / [|&] /.test(text)
        ? `(${text})`
        : text;
}

function spelledOut(type: SomeType): SomeType {
    const alias = type.type === "reference" ? declarationOf(type)?.type : undefined;
    return alias === undefined ? type : spelledOut(alias);
}
