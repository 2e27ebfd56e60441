import * as fs from "node:fs";
import * as path from "node:path";

import type { Component, Property } from "./components";
import { projectFolder } from "./sources";

/** The file of a component's page. */
export function pageName(component: string): string {
    return `${component.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}.md`;
}

/** A component's page, with links to the pages of the others. */
export function componentPage(component: Component, components: readonly Component[]): string {
    const { name, face, source, text, example, args, outputs } = component;
    const [required, optional] = [args.filter((arg) => !arg.isOptional), args.filter((arg) => arg.isOptional)];
    const page = [
        `<!-- Made from the doc comments of ${source}. To change it, change those and run: make docs -->`,
        `# ${name}`,
        text,
        `\`${face}\` · [source](../../${source}) · [all components](README.md)`,
        ...(example === undefined ? [] : ["## Example", `\`\`\`ts\n${example}\`\`\``]),
        ...section("## Args", required),
        ...section("### Optional", optional),
        ...section("## Outputs", outputs),
    ];
    return linked(`${page.join("\n\n")}\n`, component, components);
}

function section(heading: string, properties: readonly Property[]): string[] {
    return properties.length === 0 ? [] : [heading, properties.map((property) => listItem(property)).join("\n")];
}

/** One item of a list: name and type, its text in a line below, and its members as a list in it. */
function listItem({ name, type, isOptional, text, objects, children }: Property): string {
    const bent = children.length === 0 ? [] : [`Children: ${children.map((child) => `\`${child}\``).join(", ")}.`];
    const title = `**\`${name}${isOptional ? "?" : ""}\`**${type === "" ? "" : ` \`${type}\``}`;
    const body = [text, ...bent].filter((part) => part !== "").join(" ");
    return [
        `- ${title}${body === "" ? "" : "\\"}`,
        ...[body, ...objects.map((object) => memberList(object, objects.length > 1))]
            .filter((part) => part !== "")
            .map(indented),
    ].join("\n");
}

function memberList({ name, members }: Property["objects"][number], isNamed: boolean): string {
    const list = members.map(listItem).join("\n");
    return isNamed ? `- \`${name}\`\n${indented(list)}` : list;
}

function indented(text: string): string {
    return text.replaceAll(/^(?=.)/gm, "  ");
}

/** A page where components and source files that its text names are links; its example stays as it is. */
function linked(page: string, { name, source }: Component, components: readonly Component[]): string {
    const others = components.map((other) => other.name).filter((other) => other !== name);
    const link = (code: string, word: string) => {
        if (others.includes(word)) {
            return `[${code}](${pageName(word)})`;
        }
        const file = path.posix.join(path.posix.dirname(source), word);
        return word.endsWith(".ts") && fs.existsSync(path.join(projectFolder, file))
            ? `[${code}](../../${file})`
            : code;
    };
    return page
        .split(/(```.*?```)/s)
        .map((part) => (part.startsWith("```") ? part : part.replaceAll(/`([\w.-]+)`/g, link)))
        .join("");
}
