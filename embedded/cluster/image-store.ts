import { run } from "../process";
import { nodePid } from "./node";
import { ClusterSettings, programEnvironment } from "./settings";

/**
 * Brings into the node's containerd the images that it lacks. An image's name is its digest, so none is ever stale.
 *
 * @returns The references of all that it has then.
 */
export async function importImages(
    settings: ClusterSettings,
    images: readonly { reference: string; archive: string }[],
    report: (detail: string) => void,
): Promise<Set<string>> {
    const present = new Set((await ctr(settings, "images", "ls", "-q")).split("\n"));
    for (const { reference, archive } of images) {
        if (!present.has(reference)) {
            report(reference.replace(/^.*\/([^/@]+)@.*$/, "$1"));
            await ctr(settings, "images", "import", archive);
            present.add(reference);
        }
    }
    return present;
}

async function ctr(settings: ClusterSettings, ...args: string[]): Promise<string> {
    const pid = nodePid(settings);
    if (pid === undefined) {
        throw new Error("the node is not up");
    }
    const { stdout } = await run(
        "nsenter",
        ["--target", pid.toString(), "--mount", "--", "ctr", "-n", "k8s.io", ...args],
        {
            env: programEnvironment(settings),
        },
    );
    return stdout;
}
