import { RunError } from "../../embedded/process";
import { reasonOf } from "../reason-of";

/** What went wrong, of all that the engine says when a command of it fails. */
export function inEnginesWords(error: unknown): string {
    const message = reasonOf(error);
    if (/ENOENT|no such program/.test(message) && message.includes("pulumi")) {
        return 'pulumi is not on PATH: eval "$(make -s env)", or install it';
    }
    if (error instanceof RunError && error.stderr.trim() !== "") return error.stderr.trim();
    const { commandResult } = error as { commandResult?: { stdout: string; stderr: string } };
    if (commandResult === undefined) return message;
    // The Automation API puts all of an engine's output there, after a line with its command.
    const stderr = commandResult.stderr.replace(/^Command failed with exit code \d+: .*\n?/, "");
    const said = [commandResult.stdout, stderr].map(diagnosticsOf).filter((each) => each !== undefined);
    return said.join("\n") || stderr.trim() || message;
}

function diagnosticsOf(output: string): string | undefined {
    return /(?:^|\n)Diagnostics:\n([\s\S]*?)(?=\n(?:Outputs|Resources|Duration|Policies):|$)/.exec(output)?.[1]?.trim();
}
