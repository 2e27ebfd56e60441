import { run } from "../../embedded/process";

/** Processes with this folder in their command line, but for those that hold it. */
export async function processesOf(folder: string): Promise<string[]> {
    const { stdout } = await run("ps", ["-eo", "args"]);
    return stdout.split("\n").filter((line) => line.includes(folder) && !line.includes("hold-kubernetes"));
}

/** Ends the process that listens at an address, as `kill -9` does. */
export async function killListener(url: string): Promise<void> {
    const { stdout } = await run("ss", ["-Htlnp", `sport = :${new URL(url).port}`]);
    process.kill(Number(/pid=(\d+)/.exec(stdout)?.[1]), "SIGKILL");
}
