import * as fs from "node:fs";
import * as path from "node:path";

import { UserError } from "../errors";
import type { PlannedResource } from "../preview";
import { picture } from "./picture";
import { svg } from "./svg";

/**
 * Draws what stands in which subnet of a stack into `docs/pictures/<stack>.svg` of the project.
 *
 * @returns The file's path in the project.
 * @throws UserError if the stack isn't named, or its plan has no network; and what `planOf` throws.
 */
export async function draw(
    args: readonly string[],
    project: string,
    planOf: (stack: string) => Promise<readonly PlannedResource[]>,
): Promise<string> {
    const [stack = "", ...others] = args;
    if (stack === "" || others.length > 0) {
        throw new UserError("say which stack to draw: make picture STACK=production");
    }
    const drawn = svg(picture(await planOf(stack)));
    const file = path.join("docs", "pictures", `${stack}.svg`);
    fs.mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
    fs.writeFileSync(path.join(project, file), drawn);
    return file;
}
