import { adoptedInWords } from "./adopt";
import { type Candidate, titleOf } from "./candidate";
import { titleOfArn } from "./match";
import type { Recovery } from "./recover";

/** What a recovery found and did, and what is left to do. */
export function recoveryInWords(recovery: Recovery, stack: string): string {
    const { unlocked, pending, adopted, foreign, cleared, unsearched } = recovery;
    const { reread, removed, kept, copies, strays } = recovery;
    const parts = [
        unlocked,
        listed("When the engine died it was at:", pending),
        listed("Made and not to its end, and now in the state as AWS has it; the next update finishes it:", reread),
        listed("In AWS, and now in the state:", adopted.map(adoptedInWords)),
        listed("Not in AWS, so the next update makes them:", cleared.map(nameOfCandidate)),
        listed(
            "Of a type that can't be looked for. The next update makes them; where it says that one exists already, take it in " +
                "with pulumi import, and where it makes a second, delete the first:",
            unsearched.map(nameOfCandidate),
        ),
        listed(
            "There under our name, with other content, so it was left alone. Delete or rename it, or pulumi import it:",
            foreign.map(adoptedInWords),
        ),
        listed(
            "A second one of what the state has, and deleted now; a key is gone in 30 days:",
            removed.map(titleOfArn),
        ),
        listed(
            "A second one of what the state has, and not deleted, for a reason:",
            kept.map(({ copy, why }) => `${titleOfArn(copy)}: ${why}`),
        ),
        listed(
            "A second one of what the state has: a call whose answer was lost was made again. " +
                `alchemorsel recover --stack ${stack} --delete-copies deletes what nothing uses of it:`,
            copies.map(titleOfArn),
        ),
        listed(
            "With this stack's tags, beside what its state has. Look at each, and delete what nobody needs:",
            strays.map(titleOfArn),
        ),
    ];
    const told = parts.filter((each) => each !== undefined);
    const none = "The state and AWS agree: there was nothing to recover.";
    return [...(told.length === 0 ? [none] : told), `Next: pulumi up --stack ${stack}`].join("\n\n");
}

function nameOfCandidate({ urn }: Candidate): string {
    return titleOf(urn);
}

function listed(title: string, lines: readonly string[]): string | undefined {
    return lines.length === 0 ? undefined : [title, ...lines.map((line) => `  ${line}`)].join("\n");
}
