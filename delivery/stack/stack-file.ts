import * as fs from "node:fs";
import * as path from "node:path";

import { parseDocument } from "yaml";

import { UserError } from "../../embedded/errors";

/** As in Pulumi.yaml, which a test holds together with this. */
export const projectName = "alchemorsel";

/** What of a stack's file says where its workloads are. No secret, so no engine is needed to read it. */
export interface StackFile {
    readonly foundation: "local" | "aws";
    readonly kubeContext?: string;
}

export function readStackFile(file: string): StackFile {
    const document = parseDocument(readText(file));
    if (document.errors.length > 0) {
        throw new UserError(document.errors.map(({ message }) => `${path.basename(file)}: ${message}`));
    }
    const foundation = document.getIn(["config", `${projectName}:foundation`]);
    const kubeContext = document.getIn(["config", `${projectName}:local`, "kubeContext"]);
    return {
        foundation: foundation === "aws" ? "aws" : "local",
        ...(typeof kubeContext === "string" && { kubeContext }),
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
