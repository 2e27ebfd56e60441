import * as fs from "node:fs";
import * as path from "node:path";

import * as ts from "typescript";

import { repository } from "./fixture";

/** A type as far as it can be compared: an object is named, and looked into when it's reached. */
export type Shape =
    | { readonly kind: "string" | "number" | "boolean" | "any" | "asset" }
    | { readonly kind: "array" | "map"; readonly of: Shape }
    | { readonly kind: "object"; readonly name: string };

export interface Property {
    readonly shape: Shape;
    readonly required: boolean;
}

export type Properties = ReadonlyMap<string, Property>;

const sdk = path.join(repository, "node_modules/@pulumi/aws");

/**
 * What the type declarations of `@pulumi/aws` say. They're read, not checked: to check them all would take a minute, and
 * they're generated in one form.
 */
export class Declarations {
    private readonly interfaces = new Map<string, ts.InterfaceDeclaration>();

    constructor() {
        for (const side of ["input", "output"]) {
            this.collect(parse(path.join(sdk, "types", `${side}.d.ts`)).statements, `${side}s`);
        }
    }

    /** What a program gives to a resource, and what it reads of it. */
    resource(module: string, name: string): { inputs: Properties; outputs: Properties } {
        const file = parse(path.join(sdk, module, `${name[0]?.toLowerCase()}${name.slice(1)}.d.ts`));
        const args = file.statements.find(
            (each) => ts.isInterfaceDeclaration(each) && each.name.text === `${name}Args`,
        );
        const type = file.statements.find((each) => ts.isClassDeclaration(each) && each.name?.text === name);
        if (args === undefined || type === undefined) throw new Error(`${module}.${name} isn't in @pulumi/aws`);
        return {
            inputs: propertiesOf((args as ts.InterfaceDeclaration).members),
            outputs: propertiesOf((type as ts.ClassDeclaration).members),
        };
    }

    /** Of a nested object. */
    object(name: string): Properties {
        const found = this.interfaces.get(name);
        if (found === undefined) throw new Error(`${name} isn't in @pulumi/aws`);
        return propertiesOf(found.members);
    }

    private collect(statements: readonly ts.Statement[], prefix: string): void {
        for (const statement of statements) {
            if (ts.isInterfaceDeclaration(statement))
                this.interfaces.set(`${prefix}.${statement.name.text}`, statement);
            if (!ts.isModuleDeclaration(statement) || !statement.body || !ts.isModuleBlock(statement.body)) continue;
            this.collect(statement.body.statements, `${prefix}.${statement.name.text}`);
        }
    }
}

function parse(file: string): ts.SourceFile {
    return ts.createSourceFile(file, fs.readFileSync(file, "utf8"), ts.ScriptTarget.ES2022);
}

function propertiesOf(members: readonly (ts.TypeElement | ts.ClassElement)[]): Properties {
    const found = new Map<string, Property>();
    for (const member of members) {
        if (!ts.isPropertySignature(member) && !ts.isPropertyDeclaration(member)) continue;
        if (member.type === undefined || !ts.isIdentifier(member.name)) continue;
        found.set(member.name.text, {
            shape: shapeOf(member.type),
            required: member.questionToken === undefined && !mayBeUndefined(member.type),
        });
    }
    return found;
}

function shapeOf(type: ts.TypeNode): Shape {
    switch (type.kind) {
        case ts.SyntaxKind.StringKeyword:
            return { kind: "string" };
        case ts.SyntaxKind.NumberKeyword:
            return { kind: "number" };
        case ts.SyntaxKind.BooleanKeyword:
            return { kind: "boolean" };
        case ts.SyntaxKind.AnyKeyword:
            return { kind: "any" };
    }
    if (ts.isArrayTypeNode(type)) return { kind: "array", of: shapeOf(type.elementType) };
    if (ts.isUnionTypeNode(type)) return shapeOfUnion(type);
    if (ts.isTypeLiteralNode(type)) return { kind: "map", of: shapeOf(indexed(type)) };
    if (ts.isTypeReferenceNode(type)) return shapeOfReference(type);
    throw new Error(`a type of @pulumi/aws that isn't known: ${ts.SyntaxKind[type.kind]}`);
}

/** Where a text is taken, an enumeration or a resource stands for it. */
function shapeOfUnion({ types }: ts.UnionTypeNode): Shape {
    const shapes = types.filter((each) => each.kind !== ts.SyntaxKind.UndefinedKeyword).map(shapeOf);
    return shapes.find(({ kind }) => kind === "string") ?? shapes[0] ?? { kind: "any" };
}

function shapeOfReference(type: ts.TypeReferenceNode): Shape {
    const name = nameOf(type.typeName);
    const inner = type.typeArguments?.[0];
    if (inner !== undefined && /^pulumi\.(Input|Output)$/.test(name)) return shapeOf(inner);
    if (name.startsWith("pulumi.asset.")) return { kind: "asset" };
    return /^(in|out)puts\./.test(name) ? { kind: "object", name } : { kind: "string" };
}

function indexed(type: ts.TypeLiteralNode): ts.TypeNode {
    const signature = type.members.find(ts.isIndexSignatureDeclaration);
    if (signature === undefined) throw new Error("an object of @pulumi/aws that has no name");
    return signature.type;
}

function mayBeUndefined(type: ts.TypeNode): boolean {
    if (ts.isUnionTypeNode(type)) return type.types.some((each) => each.kind === ts.SyntaxKind.UndefinedKeyword);
    const inner = ts.isTypeReferenceNode(type) ? type.typeArguments?.[0] : undefined;
    return inner !== undefined && mayBeUndefined(inner);
}

function nameOf(name: ts.EntityName): string {
    return ts.isIdentifier(name) ? name.text : `${nameOf(name.left)}.${name.right.text}`;
}
