import * as fs from "node:fs";
import * as path from "node:path";

import { type Document, parseDocument } from "yaml";

import { UserError } from "../errors";

/**
 * The file of a stack on AWS, read by somebody who has no key to its secrets.
 *
 * @param command What was asked for, such as `make preview`; it stands in the messages.
 * @param file Where it is, if not in the project.
 */
export function readStackFile(
    project: string,
    stack: string,
    command: string,
    file = path.join(project, `Pulumi.${stack}.yaml`),
): Document {
    if (stack === "") {
        throw new UserError(`which stack? ${command} STACK=production; there are: ${stacksOnAws(project).join(", ")}`);
    }
    if (!/^[\w.-]+$/.test(stack) || !fs.existsSync(file)) {
        throw new UserError(
            `there is no stack file Pulumi.${stack}.yaml; there are: ${stacksOnAws(project).join(", ")}`,
        );
    }
    const config = parseDocument(fs.readFileSync(file, "utf8"));
    if (!isOnAws(config)) {
        throw new UserError(`the stack ${stack} is not on AWS; these are: ${stacksOnAws(project).join(", ")}`);
    }
    const secrets = encryptedKeys(config);
    if (secrets.length > 0) {
        throw new UserError(
            `Pulumi.${stack}.yaml has encrypted values, which can't be read without its key: ${secrets.join(", ")}. ` +
                "Log in and say: pulumi preview",
        );
    }
    return config;
}

/** Whether there is a file of such a stack, and it says that it is on AWS. */
export function isStackOnAws(project: string, stack: string): boolean {
    return stacksOnAws(project).includes(stack);
}

function isOnAws(config: Document): boolean {
    return config.getIn(["config", "alchemorsel:foundation"]) === "aws";
}

function stacksOnAws(project: string): string[] {
    return fs.readdirSync(project).flatMap((file) => {
        const stack = /^Pulumi\.([\w-]+)\.yaml$/.exec(file)?.[1];
        return stack !== undefined && isOnAws(parseDocument(fs.readFileSync(path.join(project, file), "utf8")))
            ? [stack]
            : [];
    });
}

function encryptedKeys(config: Document): string[] {
    const { config: values = {} } = config.toJS() as { config?: Record<string, unknown> };
    return Object.keys(values).filter((key) => /"secure":/.test(JSON.stringify(values[key])));
}
