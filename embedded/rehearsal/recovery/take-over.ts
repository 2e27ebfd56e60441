import * as path from "node:path";

import { projectFolder } from "../../platform";
import { run } from "../../process";
import type { StackPlace } from "../stack-run";
import type { Cloud } from "../step";
import { registerTargets } from "../targets";

/** Runs the command as people do, and does the load balancer controller's part meanwhile; returns what it says in the end. */
export async function takeOver(
    project: string,
    stacks: { readonly from: string; readonly to: string },
    { env }: StackPlace,
    cloud: Cloud,
    report: (detail: string) => void,
): Promise<string> {
    const registered: Promise<unknown>[] = [];
    const onLine = (line: string) => {
        report(line);
        if (line === "> pods ready") registered.push(registerTargets(cloud));
    };
    const command = path.join(projectFolder, "delivery/alchemorsel.js");
    const args = ["fail-over", "--stack", stacks.from, "--to", stacks.to, "--yes"];
    const { stdout } = await run(process.execPath, [command, ...args], {
        cwd: project,
        env,
        onLine,
        dieWithParent: true,
    });
    await Promise.all(registered);
    return stdout.trim();
}
