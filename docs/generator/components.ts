import * as path from "node:path";

import {
    type Comment,
    type CommentDisplayPart,
    type DeclarationReflection,
    type ProjectReflection,
    ReflectionKind,
    type SomeType,
} from "typedoc";

import { documentedObjects, memberNames, typeText } from "./types";

/** A component of the package, with all that its page says. Texts are Markdown, as in the doc comments. */
export interface Component {
    name: string;
    /** The entry point that exports it, as others import it. */
    face: string;
    /** Its source file, from the project's folder. */
    source: string;
    /** The folder of that. */
    folder: string;
    text: string;
    /** The program of its `@example`; `undefined` without one. */
    example?: string;
    args: Property[];
    outputs: Property[];
}

/** An arg, an output, or a member of one. */
export interface Property {
    name: string;
    /** Empty for a `transform`. */
    type: string;
    isOptional: boolean;
    text: string;
    /** The members of its type that have a text of their own, by the name of the object where there are several. */
    objects: { name: string; members: Property[] }[];
    /** Names of the children that it bends, of a `transform`. */
    children: string[];
}

/** The components that the package's public faces export, folder by folder. */
export function readComponents(project: ProjectReflection): Component[] {
    const classes = project.getReflectionsByKind(ReflectionKind.Class) as DeclarationReflection[];
    return classes
        .filter(({ extendedTypes = [] }) => extendedTypes.some((type) => nameOf(type) === "ComponentResource"))
        .map(readComponent)
        .sort((a, b) => a.folder.localeCompare(b.folder) || a.name.localeCompare(b.name));
}

/** What the documentation lacks: examples of components, and texts of their args and outputs. */
export function gaps(components: readonly Component[]): string[] {
    return components.flatMap(({ name, source, text, example, args, outputs }) => [
        ...(text === "" ? [`${name} (${source}) has no doc comment`] : []),
        ...(example === undefined ? [`${name} (${source}) has no @example in its doc comment`] : []),
        ...[...args, ...outputs]
            .filter((property) => property.text === "")
            .map((property) => `${name}.${property.name} (${source}) has no doc comment`),
    ]);
}

function readComponent(reflection: DeclarationReflection): Component {
    const children = reflection.children ?? [];
    const args = children
        .find(({ kind }) => kind === ReflectionKind.Constructor)
        ?.signatures?.[0]?.parameters?.find(({ name }) => name === "args");
    const argsType = args?.type?.type === "reference" ? (args.type.reflection as DeclarationReflection) : undefined;
    const source = reflection.sources?.[0]?.fileName ?? "";
    return {
        name: reflection.name,
        face: reflection.parent?.name ?? "",
        source,
        folder: path.posix.dirname(source),
        text: markdown(reflection.comment?.summary),
        example: exampleOf(reflection.comment),
        args: argsType?.children?.map((arg) => readProperty(arg)) ?? [],
        outputs: children.filter(({ kind }) => kind === ReflectionKind.Property).map((output) => readProperty(output)),
    };
}

function readProperty(
    { name, type, flags, comment }: DeclarationReflection,
    given: ReadonlyMap<string, string> = new Map(),
): Property {
    const isTransform = name === "transform";
    return {
        name,
        // A transform's type is the same everywhere; which children it can bend is what matters.
        type: isTransform ? "" : typeText(type, given),
        isOptional: flags.isOptional,
        text: markdown(comment?.summary),
        objects: isTransform ? [] : documentedObjects(type).map(readObject),
        children: isTransform ? memberNames(type) : [],
    };
}

function readObject({ declaration, given }: ReturnType<typeof documentedObjects>[number]): Property["objects"][number] {
    const members = declaration.children?.map((member) => readProperty(member, given)) ?? [];
    return { name: declaration.name, members };
}

function nameOf(type: SomeType): string {
    return type.type === "reference" ? type.name : "";
}

function markdown(parts: readonly CommentDisplayPart[] = []): string {
    return parts
        .map(({ text }) => text)
        .join("")
        .trim();
}

/** The program between the fences. */
function exampleOf(comment: Comment | undefined): string | undefined {
    const text = markdown(comment?.getTag("@example")?.content);
    return /```ts\n(.*)```/s.exec(text)?.[1];
}
