import type { Component } from "./components";
import { componentPage, pageName } from "./component-page";
import { indexPage } from "./index-page";

/** Where the pages are, from the project's folder. */
export const pagesFolder = "docs/components";

/** The pages by their file name: one a component, and an index. */
export function pages(components: readonly Component[]): Map<string, string> {
    return new Map([
        ["README.md", indexPage(components)],
        ...components.map((component): [string, string] => [
            pageName(component.name),
            componentPage(component, components),
        ]),
    ]);
}
