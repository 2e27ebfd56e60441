import * as fs from "node:fs";
import * as path from "node:path";

import { moduleFolder } from "../tools/go";
import { tools } from "../tools";

/** KWOK's own stages that are quickest, and nodes that go on to live: https://kwok.sigs.k8s.io/docs/user/stages-configuration/ */
const folders = ["node/fast", "node/heartbeat-with-lease", "pod/fast"];

/** Writes the stages of nodes and pods, which KWOK's own module has; returns the file. */
export async function writeStages(folder: string): Promise<string> {
    const tool = tools.find(({ name }) => name === "kwok");
    if (tool === undefined) throw new Error("the table of tools has no KWOK");
    const module = await moduleFolder(tool.folder, tool.module);
    const stages = folders.flatMap((each) => {
        const from = path.join(module, "kustomize/stage", each);
        const files = fs.readdirSync(from).filter((file) => /^(?!kustomization).*\.yaml$/.test(file));
        return files.map((file) => fs.readFileSync(path.join(from, file), "utf8"));
    });
    fs.mkdirSync(folder, { recursive: true });
    const file = path.join(folder, "kwok.yaml");
    fs.writeFileSync(file, stages.join("\n---\n"));
    return file;
}
