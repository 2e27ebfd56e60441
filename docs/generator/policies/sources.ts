import * as fs from "node:fs";
import * as path from "node:path";

import { rules } from "../../../policy-pack/rules";
import type { Rule } from "../../../policy-pack/rule";
import { awsRules } from "../../../policy-pack/aws";
import { kubernetesRules } from "../../../policy-pack/kubernetes";
import { stackRules } from "../../../policy-pack/stack";
import { projectFolder } from "../sources";
import { typesOf } from "./types";

/** The folders of the rules, with what the index says of them. */
export const rooms = [
    { name: "aws", title: "AWS", about: "Each looks at one resource of AWS.", rules: awsRules },
    { name: "kubernetes", title: "Kubernetes", about: "Each looks at one object.", rules: kubernetesRules },
    {
        name: "stack",
        title: "Stack",
        about: "Each looks at resources that only together obey, when the program has registered all of them.",
        rules: stackRules,
    },
];

/** The file of a rule, from the project's folder. */
export function fileOf({ id }: Rule): string {
    const room = rooms.find((one) => one.rules.some((rule) => rule.id === id));
    return `policy-pack/${room?.name ?? ""}/${id}.ts`;
}

/** A rule's example, as it stands there. Empty where there is none. */
export function exampleOf({ id }: Rule, which: "good" | "bad"): string {
    const file = path.join(projectFolder, `policy-pack/examples/${id}.${which}.ts`);
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
}

/** What the rules lack that their pages need. */
export function gaps(list: readonly Rule[] = rules): string[] {
    return list.flatMap((rule) => {
        const { id, what, why, fix, source, parameters = {} } = rule;
        const settings = Object.entries(parameters);
        const lacks: [boolean, string][] = [
            [!isSentence(what), "a sentence `what`"],
            [!isSentence(why), "a sentence `why`"],
            [fix.trim() === "", "a `fix`"],
            [!/^https:\/\/\S+$/.test(source), "an address for a `source`"],
            [exampleOf(rule, "good") === "" || exampleOf(rule, "bad") === "", "its examples in policy-pack/examples"],
            [typesOf(rule) === undefined, "what it looks at, in docs/generator/policies/types.ts"],
            [!fs.existsSync(path.join(projectFolder, fileOf(rule))), "a file that is named for it"],
            ...settings.map(([name, { description }]): [boolean, string] => [
                description === "",
                `a description of ${name}`,
            ]),
        ];
        return lacks.filter(([isMissing]) => isMissing).map(([, lack]) => `${id} lacks ${lack}`);
    });
}

function isSentence(text: string): boolean {
    return /^[A-Z0-9`].*[.)]$/s.test(text.trim());
}
