import { unseenResources } from "../../../policy-pack/observer";
import { rules } from "../../../policy-pack/rules";
import { controlsPage } from "./controls-page";
import { coveragePage } from "./coverage-page";
import { indexPage } from "./index-page";
import { rulePage } from "./rule-page";
import { unseenPage } from "./unseen-page";

/** Where the pages are, from the project's folder. */
export const policiesFolder = "docs/policies";

/** The pages by their file name: one a rule, three that lead to them, and that of what no rule sees. */
export function policyPages(): Map<string, string> {
    return new Map([
        ["README.md", indexPage()],
        ["controls.md", controlsPage()],
        ["coverage.md", coveragePage()],
        [`${unseenResources.id}.md`, unseenPage()],
        ...rules.map((rule): [string, string] => [`${rule.id}.md`, rulePage(rule)]),
    ]);
}
