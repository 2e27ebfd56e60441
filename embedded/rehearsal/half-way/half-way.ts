import { awsAccount } from "../../../delivery/recover/aws-account";
import { recover, type Recovery } from "../../../delivery/recover/recover";
import { removeCopy } from "../../../delivery/recover/remove";
import { readStackTags } from "../../../delivery/recover/stack-tags";
import type { Progress } from "../../progress";
import { whatHappened } from "../rehearse";
import { motoCredentials } from "../moto/environment";
import { type Ran, StackRun, type StackPlace } from "../stack-run";
import type { Failures, Kill } from "./failures";
import { mendedInWords } from "./report";

/** One update, and what was needed after it. */
export interface Attempt {
    readonly title: string;
    readonly ran: Ran;
    /** What `alchemorsel recover` did after it; undefined where it got through. */
    readonly recovery?: Recovery;
}

/** More updates than these would be no end. */
const most = 60;

/** Updates a fresh stack amid failures until one gets through; after each that did not, the stack is recovered. */
export async function updateAmid(
    failures: Failures,
    kills: readonly Kill[],
    place: StackPlace,
    awsUrl: string,
    progress: Progress,
): Promise<Attempt[]> {
    const run = new StackRun(place);
    const attempts: Attempt[] = [];
    let open = [...kills];
    while (attempts.length < most) {
        const [kill] = open;
        const title = `up ${attempts.length + 1}${kill === undefined ? "" : `, ${kill.victim} to be killed after call ${kill.afterCall}`}`;
        const attempt = await progress.step(title, async (report): Promise<Attempt> => {
            failures.begin(kill);
            const ran = await run.command("up", [], report);
            failures.end();
            return ran.ok ? { title, ran } : { title, ran, recovery: await recovered(place, awsUrl, report) };
        });
        progress.note(`  ${attemptInWords(attempt)}`);
        attempts.push(attempt);
        // An update that was over before its kill leaves it to the next.
        if (failures.hasKilled) open = open.slice(1);
        if (attempt.ran.ok) break;
    }
    return attempts;
}

/** What `alchemorsel recover` does, with `--delete-copies` where they are to be deleted. */
export async function recovered(
    place: StackPlace,
    endpoint: string,
    tell: (line: string) => void,
    { deleteCopies = false } = {},
): Promise<Recovery> {
    const { stack, program: project, configFile, env } = place;
    const access = { endpoint, credentials: motoCredentials };
    return recover({
        place: { stack, project, configFile, env },
        account: awsAccount(access),
        stackTags: readStackTags(configFile),
        unlock: false,
        ...(deleteCopies && { remove: (copy) => removeCopy(copy, access) }),
        tell,
    });
}

function attemptInWords({ ran, recovery }: Attempt): string {
    const what = `${ran.ok ? "" : "did not get through; "}${whatHappened(ran).replace(/^refused(, )?/, "") || "no change"}`;
    if (recovery === undefined) return what;
    const beside = recovery.copies.length + recovery.strays.length;
    return `${what}; recovered: ${mendedInWords(recovery)}, ${beside} beside it`;
}
