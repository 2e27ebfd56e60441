/** `make rehearse STACK=…`. Ends with 0 where the whole life of the stack went as it has to, 1 where it did not, 2 where it could not be played. */
import { endWith } from "../end-with";
import { createProgress } from "../progress";
import { projectFolder } from "../platform";
import { readStackFile } from "../preview";
import { withGround } from "./ground";
import { presentOf, setEarlier } from "./earlier";
import { life } from "./life";
import { preparePlace } from "./place";
import { rehearse } from "./rehearse";
import { writeReports } from "./reports";

async function main(): Promise<number> {
    const [stack = ""] = process.argv.slice(2);
    const config = readStackFile(projectFolder, stack, "make rehearse");
    const present = presentOf(config);
    const progress = createProgress();
    return withGround(stack, config, progress, async (ground) => {
        setEarlier(config, present);
        const place = await preparePlace(stack, config, ground, progress);
        const started = new Date();
        const results = await rehearse(life(present), place, ground, progress);
        const files = writeReports({ stack, started, results, calls: ground.calls() });
        progress.note(`Reports: ${files.join(", ")}`);
        return results.every(({ problems }) => problems.length === 0) ? 0 : 1;
    });
}

endWith(main);
