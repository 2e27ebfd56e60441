/** The command behind `make picture`. Usage: main <stack> */
import { UserError } from "../errors";
import { projectFolder } from "../platform";
import { planOf } from "../preview";
import { RunError } from "../process";
import { createProgress } from "../progress";
import { draw } from "./draw";

const progress = createProgress();

draw(process.argv.slice(2), projectFolder, (stack) => planOf(projectFolder, stack, progress))
    .then((file) => {
        console.log(file);
    })
    .catch((error: unknown) => {
        const expected = error instanceof UserError || error instanceof RunError;
        console.error(expected ? `error: ${error.message}` : error);
        process.exitCode = 1;
    });
