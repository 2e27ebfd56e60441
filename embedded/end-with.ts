import { UserError } from "./errors";
import { RunError } from "./process";

/**
 * Ends a command with what it returns, or with 2 where it could not run; an error that was to be expected has no stack.
 *
 * @param atOnce Whether an error also ends what is still under way, which ends with this process.
 */
export function endWith(command: () => Promise<number>, { atOnce = false } = {}): void {
    command()
        .then((code) => {
            process.exitCode = code;
        })
        .catch((error: unknown) => {
            const expected = error instanceof UserError || error instanceof RunError;
            console.error(expected ? `error: ${error.message}` : error);
            process.exitCode = 2;
            if (atOnce) process.exit();
        });
}
