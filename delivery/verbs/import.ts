import { UserError } from "../../embedded/errors";
import { createProgress } from "../../embedded/progress";
import type { Ending, StackGiven } from "./verb";

/** Takes what there is in AWS into a stack. */
export async function importVerb({ options, project }: StackGiven): Promise<Ending> {
    const { stack, vpc, cluster, database, write = false, yes = false } = options;
    if (vpc === undefined) throw new UserError("which network? alchemorsel import --vpc vpc-0a1b2c3d4e5f67890");
    const { runImport } = await import("../adopt/run-import.ts");
    const wanted = {
        ...{ vpcId: vpc, write, yes },
        ...(cluster !== undefined && { cluster }),
        ...(database !== undefined && { database }),
    };
    return runImport({ project, stack, env: process.env }, wanted, createProgress());
}
