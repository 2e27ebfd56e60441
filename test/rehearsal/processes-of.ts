import { run } from "../../embedded/process";

/** Processes with this folder in their command line, but for those that hold it. */
export async function processesOf(folder: string): Promise<string[]> {
    const { stdout } = await run("ps", ["-eo", "args"]);
    return stdout.split("\n").filter((line) => line.includes(folder) && !line.includes("hold-kubernetes"));
}
