import * as fs from "node:fs";
import * as path from "node:path";

import { isMap, parseDocument } from "yaml";

import { UserError } from "../../embedded/errors";

/** As in Pulumi.yaml, which a test holds together with this. */
export const projectName = "alchemorsel";

/** What of a stack's file says where its workloads are, and which releases it may have. No secret, so no engine is needed to read it. */
export type StackFile = Place & {
    /** Names of its groups. */
    readonly groups: readonly string[];
};

type Place =
    { readonly foundation: "local"; readonly kubeContext?: string } | ({ readonly foundation: "aws" } & AwsPlace);

/** Where a stack on AWS is: all that it made there is found by these names. */
export interface AwsPlace {
    readonly region: string;
    /** Begins the name of everything. */
    readonly name: string;
    /** Begins the names of target groups. */
    readonly shortName: string;
    /** Default: the one that follows from `name`. */
    readonly clusterName?: string;
}

export function readStackFile(file: string): StackFile {
    const document = parseDocument(readText(file));
    if (document.errors.length > 0) {
        throw new UserError(document.errors.map(({ message }) => `${path.basename(file)}: ${message}`));
    }
    const text = (...keys: string[]) => {
        const value = document.getIn(["config", ...keys]);
        return typeof value === "string" ? value : undefined;
    };
    const groups = document.getIn(["config", `${projectName}:groups`]);
    return { ...placeOf(file, text), groups: isMap(groups) ? groups.items.map(({ key }) => String(key)) : [] };
}

type Text = (...keys: string[]) => string | undefined;

function placeOf(file: string, text: Text): Place {
    if (text(`${projectName}:foundation`) === "aws") {
        return { foundation: "aws", ...awsPlace(file, text) };
    }
    const kubeContext = text(`${projectName}:local`, "kubeContext");
    return { foundation: "local", ...(kubeContext !== undefined && { kubeContext }) };
}

/** With the defaults of the program's own config (`awsDefaults`), which takes the engine to read. */
function awsPlace(file: string, text: Text): AwsPlace {
    const [section, stack] = [`${projectName}:aws`, /^Pulumi\.(.+)\.yaml$/.exec(path.basename(file))?.[1] ?? ""];
    const [region, encrypted] = [text("aws:region"), text(section, "secure")];
    if (region === undefined || encrypted !== undefined) {
        const where = encrypted === undefined ? "aws:region" : section;
        throw new UserError(
            `${path.basename(file)}: ${where} is ${encrypted === undefined ? "missing" : "encrypted"}, and says where ` +
                "the stack is. A way back must not wait for the engine to tell: have it there in plain text",
        );
    }
    const name = text(section, "name") ?? `${projectName}-${stack}`;
    const clusterName = text(section, "cluster", "clusterName");
    return {
        ...{ region, name, shortName: text(section, "shortName") ?? name },
        ...(clusterName !== undefined && { clusterName }),
    };
}

function readText(file: string): string {
    try {
        return fs.readFileSync(file, "utf8");
    } catch {
        const folder = path.dirname(file);
        const stacks = fs.existsSync(path.join(folder, "Pulumi.yaml"))
            ? fs.readdirSync(folder).flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? [])
            : undefined;
        throw new UserError(
            stacks === undefined
                ? `there is no Pulumi program in ${folder}: go to its folder`
                : `there is no ${path.basename(file)}; the stacks here are ${stacks.join(", ")}`,
        );
    }
}
