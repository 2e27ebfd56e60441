import * as path from "node:path";

import { go, goEnvironment } from "../tools/go";
import { architecture } from "./architecture";
import { treeHash } from "./entries";

/** A Go module of this repository that becomes one static program. */
export interface GoProgram {
    readonly folder: string;
    readonly ldflags: string;
}

/** Of a module's files, those that a build reads. */
const isSource = (relative: string) => !/(^|\/)(\.|testdata(\/|$))|_test\.go$/.test(relative);

export function sourceHash(folder: string): string {
    return treeHash(folder, isSource);
}

/** What shapes the program. */
export async function programInputs({ folder, ldflags }: GoProgram): Promise<Record<string, unknown>> {
    const { GOVERSION } = await goEnvironment(folder);
    return { source: sourceHash(folder), ldflags, go: GOVERSION };
}

/** Builds it into the folder. No path of this machine and no commit goes into it. */
export async function buildProgram(
    { folder, ldflags }: GoProgram,
    scratch: string,
    report: (detail: string) => void,
): Promise<string> {
    const output = path.join(scratch, "program");
    const args = ["build", "-v", "-trimpath", "-buildvcs=false", "-ldflags", ldflags, "-o", output, "."];
    await go(folder, args, {
        env: { ...process.env, GOOS: "linux", GOARCH: architecture().oci },
        dieWithParent: true,
        onLine: report,
    });
    return output;
}
