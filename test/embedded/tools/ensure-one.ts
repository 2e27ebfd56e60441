/** Run by tests as a process of its own: ensures the tool that its argument says. */
import { UserError } from "../../../embedded/errors";
import { createProgress } from "../../../embedded/progress";
import { ensureRows } from "../../../embedded/tools/ensure";
import { Tool } from "../../../embedded/tools/table";

ensureRows([JSON.parse(process.argv[2] ?? "") as Tool], createProgress()).then(
    (programs) => {
        console.log(`programs: ${JSON.stringify([...programs])}`);
    },
    (error: unknown) => {
        console.log(error instanceof UserError ? `user error: ${error.message}` : error);
        process.exitCode = 1;
    },
);
