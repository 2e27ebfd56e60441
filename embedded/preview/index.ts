import { spawn } from "node:child_process";
import { once } from "node:events";

import { UserError } from "../errors";
import type { Progress } from "../progress";
import { withWorkspace } from "./workspace";

export { planOf, plannedResources, type PlannedResource, previewProblems, readPlan, unknownValue } from "./plan";
export { initStack, newStack } from "./new-stack";
export { isStackOnAws, readStackFile } from "./stack-file";
export { withWorkspace, type Workspace } from "./workspace";

/** Shows every resource of a stack on AWS that is yet to be, as `pulumi preview` does. Needs no account. */
export async function preview(project: string, stack: string, progress: Progress): Promise<void> {
    await withWorkspace(project, stack, progress, async ({ configFile, env }) => {
        const args = ["preview", "--stack", stack, "--config-file", configFile, "--non-interactive"];
        const child = spawn("pulumi", args, { cwd: project, env, stdio: "inherit" });
        const [code] = (await once(child, "exit")) as [number | null];
        if (code !== 0) {
            throw new UserError(`the preview of ${stack} failed; what is wrong stands above`);
        }
    });
}
