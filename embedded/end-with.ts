import { UserError } from "./errors";
import { RunError } from "./process";

/** Ends a command with what it returns, or with 2 where it could not run; an error that was to be expected has no stack. */
export function endWith(command: () => Promise<number>): void {
    command()
        .then((code) => {
            process.exitCode = code;
        })
        .catch((error: unknown) => {
            const expected = error instanceof UserError || error instanceof RunError;
            console.error(expected ? `error: ${error.message}` : error);
            process.exitCode = 2;
        });
}
