import { table } from "../../../embedded/markdown-table";
import { rules } from "../../../policy-pack/rules";
import type { Framework } from "../../../policy-pack/rule";
import { controlLink, frameworkNames, frameworks } from "./frameworks";
import { count, ruleLinks } from "./markdown";

/** The index by control: which rules serve it. */
export function controlsPage(): string {
    return `<!-- Made from the rules' controls in policy-pack/. To change it, change those and run: make docs -->

# Policies by control

Which [rules](README.md) serve a control. A rule that serves one asks of a program for what the control asks of what is there; that
it passes is no audit.

${frameworkNames.map(section).join("\n\n")}
`;
}

function section(framework: Framework): string {
    const ids = controlsOf(framework);
    const rows = ids.map((id) => [
        controlLink({ framework, id }),
        ruleLinks(
            rules
                .filter(({ controls }) =>
                    controls.some((control) => control.framework === framework && control.id === id),
                )
                .map((rule) => rule.id),
        ),
    ]);
    return `## ${framework}\n\n${frameworks[framework].about} ${count(ids.length, "control")}.\n\n${table(["control", "rules"], rows)}`;
}

/** The IDs of a framework that rules name, as a person counts: 9 before 10. */
function controlsOf(framework: Framework): string[] {
    const all = rules.flatMap(({ controls }) => controls.filter((control) => control.framework === framework));
    const natural = new Intl.Collator("en", { numeric: true });
    return [...new Set(all.map(({ id }) => id))].sort((one, other) => natural.compare(one, other));
}
