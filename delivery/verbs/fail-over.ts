import * as fs from "node:fs";
import * as path from "node:path";

import { UserError } from "../../embedded/errors";
import { route53Api } from "../recovery/domain-records";
import { type DoneStep, failOver, type FailOverWorld, findForFailOver } from "../recovery/fail-over";
import { backupFor, fileProblems, foundProblems, lossInWords, type Pair } from "../recovery/fail-over-rules";
import { rdsApi } from "../recovery/rds-api";
import { type Backup, readRegionStack } from "../recovery/region-stack";
import { moment } from "../recovery/restore-rules";
import { successorOf } from "../recovery/successor";
import { span } from "../report/words";
import { ReleaseStack } from "../stack/stack";
import type { Ending, StackGiven } from "./verb";

/** Lets a stack in another region take over. What it asks, it asks of that region, of Route 53 and of that stack's backend. */
export async function failOverVerb(given: StackGiven): Promise<Ending> {
    const { options, project, clock, tell } = given;
    if (options.to === undefined) throw new UserError("--to is missing: which stack takes over, such as --to recovery");
    const pair = { from: readRegionStack(project, options.stack), to: readRegionStack(project, options.to) };
    refuse(fileProblems(pair));
    const stack = new ReleaseStack(project, options.to);
    // Also whether the backend knows the stack: later it would be too late to hear it.
    await stack.config();
    const successor = successorOf(stack, pair.to, clock, tell);
    const record = path.join(project, `fail-over-${options.to}.json`);
    const keep = (done: FailOverRecord) => {
        fs.writeFileSync(record, `${JSON.stringify(done, undefined, 4)}\n`);
    };
    const [rds, dns] = [await rdsApi(pair.to.place.region), await route53Api()];
    return takeOver(pair, given, { rds, dns, successor, clock, tell, keep });
}

/** What is left to read of it, also where it was interrupted. */
interface FailOverRecord extends Backup {
    readonly from: string;
    readonly to: string;
    readonly isDrill: boolean;
    readonly began: string;
    readonly lost: string;
    readonly steps: readonly DoneStep[];
}

/** Without `yes` and without `drill` it says what would be lost, and does nothing. */
export async function takeOver(
    pair: Pair,
    { options }: Pick<StackGiven, "options">,
    world: Omit<FailOverWorld, "keep"> & { keep(record: FailOverRecord): void },
): Promise<Ending> {
    const began = new Date(world.clock.now());
    const found = await findForFailOver(pair, world);
    refuse(foundProblems(pair, found));
    const backup = backupFor(pair, found);
    const lost = lossInWords(backup, began);
    const place = `${pair.to.stack} in ${pair.to.place.region}`;
    const isDrill = options.drill === true;
    if (options.yes !== true && !isDrill) {
        const text = `${place} can take over. It would lose ${lost}.\nNothing was done. With --yes it begins, with --drill all of it but the domain.`;
        return { code: 0, text, json: { ...backup, lost, steps: [] } };
    }
    world.tell(`${place} is made; of ${pair.from.stack} it has not ${lost}`);
    const record = { from: pair.from.stack, to: pair.to.stack, isDrill, began: moment(began), lost, ...backup };
    const keep = (steps: readonly DoneStep[]) => {
        world.keep({ ...record, steps });
    };
    const steps = await failOver(pair, backup, isDrill, { ...world, keep });
    return { code: 0, text: textOf(pair, isDrill, lost, steps), json: { ...record, steps } };
}

function refuse(problems: readonly string[]): void {
    if (problems.length > 0) throw new UserError(problems);
}

function textOf({ from, to }: Pair, isDrill: boolean, lost: string, steps: readonly DoneStep[]): string {
    const all = steps.reduce((sum, { seconds }) => sum + seconds, 0);
    const width = Math.max(...steps.map(({ step }) => step.length));
    return [
        isDrill
            ? `${to.stack} would serve from ${to.place.region}; the domain is still that of ${from.stack}`
            : `${to.stack} serves from ${to.place.region}; resolvers that know ${from.stack} ask again within a minute`,
        `  lost: ${lost}`,
        ...steps.map(({ step, seconds }) => `  ${step.padEnd(width)}  ${span(seconds)}`),
        `  ${"all of it".padEnd(width)}  ${span(all)}`,
        isDrill
            ? `When you have looked at it: pulumi destroy --stack ${to.stack} (docs/aws.md, 10), and take database.restoreFrom out of its file.`
            : `Commit the two stacks' files: their weights and what the database was made of have changed. Do not destroy ${from.stack}: its key encrypts the database.`,
    ].join("\n");
}
