import type { Component } from "./components";
import { pageName } from "./component-page";

const introduction = `<!-- Made from the doc comments in components/. To change it, change those and run: make docs -->

# Components

Each is a \`pulumi.ComponentResource\` that can be used alone: \`new Component(name, args, opts?)\`. What is wrong with its args
is thrown before anything is registered is registered, all of it in one error that names each property. Every example is a whole
program; what it declares (\`declare const network: Network;\`) is a component that your program has already.

An \`Input<T>\` is a \`T\`, or an output that will be one. A \`transform\` bends a child of the component: a function gets the args
and options that would be registered, and returns those that shall be, as in the example of [Network](network.md).`;

/** The index: one line a component, by the folders of their sources. */
export function indexPage(components: readonly Component[]): string {
    const lists = [...new Set(components.map(({ folder }) => folder))].map((folder) => {
        const members = components.filter((component) => component.folder === folder);
        return [`## ${folder.replace(/^components\/?/, "") || "platform"}`, members.map(line).join("\n")].join("\n\n");
    });
    return `${[introduction, ...lists].join("\n\n")}\n`;
}

function line({ name, text }: Component): string {
    return `- [${name}](${pageName(name)}): ${firstSentence(text)}`;
}

function firstSentence(text: string): string {
    const [paragraph = ""] = text.split("\n\n");
    return /^.*?[.](?=\s|$)/s.exec(paragraph)?.[0].replaceAll("\n", " ") ?? paragraph;
}
