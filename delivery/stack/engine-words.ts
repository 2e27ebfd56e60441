/** What went wrong, of all that the engine says when a command of it fails. */
export function inEnginesWords(error: unknown): string {
    const message = error instanceof Error ? error.message : String(error);
    if (/ENOENT/.test(message) && message.includes("pulumi")) {
        return 'pulumi is not on PATH: eval "$(make -s env)", or install it';
    }
    const { commandResult } = error as { commandResult?: { stdout: string; stderr: string } };
    if (commandResult === undefined) return message;
    const { stdout, stderr } = commandResult;
    const diagnostics = /\nDiagnostics:\n([\s\S]*?)(?=\n(?:Outputs|Resources|Duration|Policies):|$)/.exec(stdout)?.[1];
    return [diagnostics?.trim(), stderr.trim()].filter(Boolean).join("\n") || message;
}
