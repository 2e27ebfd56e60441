import { UserError } from "../../embedded/errors";
import { createProgress } from "../../embedded/progress";
import { ensurePythonTools } from "../../embedded/tools/python";

/** The Python of `ensurePythonTools` for a test: without it the test is skipped, and says why. */
export async function pythonToolsOrSkip(test: Mocha.Context): Promise<string> {
    try {
        return await ensurePythonTools(createProgress());
    } catch (error) {
        if (!(error instanceof UserError)) throw error;
        console.log(`  skipped: ${error.message}`);
        return test.skip();
    }
}
