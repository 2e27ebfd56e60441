import * as fs from "node:fs";
import * as path from "node:path";

import { parseDocument } from "yaml";

import { UserError } from "../../embedded/errors";

/** By what the account tells a stack's resources from all others, as its file says it. */
export interface StackTags {
    readonly region: string;
    readonly tags: Readonly<Record<string, string>>;
}

export function readStackTags(file: string): StackTags {
    if (!fs.existsSync(file)) throw new UserError(`${file} is not there: --stack has to name a stack of this folder`);
    const config = parseDocument(fs.readFileSync(file, "utf8"));
    const region = config.getIn(["config", "aws:region"]);
    const { tags = {} } = (config.toJS() as Config).config?.["aws:defaultTags"] ?? {};
    if (typeof region !== "string" || Object.keys(tags).length === 0) {
        throw new UserError(
            `${path.basename(file)}: aws:region and the tags of aws:defaultTags say where a stack's resources are and which they are; ` +
                "without both nothing can be recovered. A stack that is not on AWS needs no recovery: run the update again",
        );
    }
    return { region, tags };
}

interface Config {
    readonly config?: { readonly "aws:defaultTags"?: { readonly tags?: Record<string, string> } };
}
