import * as fs from "node:fs";
import * as path from "node:path";

import { parseAllDocuments } from "yaml";

import { type ChartName, charts } from "../../../../../components/foundation/aws/controllers/charts";
import type { Values } from "../../../../../components/foundation/aws/controllers/release";
import { run } from "../../../../../embedded/process";
import { silentProgress } from "../../../../../embedded/progress";
import { ensureTools, unbuiltTools } from "../../../../../embedded/tools";
import { chartSource } from "../../../../../embedded/rehearsal/charts";

/** The Helm that the Kubernetes provider has in it. Where that was built, this one takes seconds; elsewhere there is none. */
export async function findHelm(): Promise<string | undefined> {
    const isNear =
        (await unbuiltTools(["helm"])).length === 0 || (await unbuiltTools(["pulumi-kubernetes"])).length === 0;
    return isNear ? (await ensureTools(["helm"], silentProgress)).get("helm") : undefined;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests reach into manifests whose shape they assert
export type Manifest = any;

/** What a chart makes of our values, with the definitions that it brings along. */
export async function rendered(helm: string, name: ChartName, values: Values, folder: string): Promise<Manifest[]> {
    const { release, namespace } = charts[name];
    const chart = await chartSource(name, folder);
    const file = path.join(folder, `${name}.json`);
    fs.writeFileSync(file, JSON.stringify(values));
    const { stdout } = await run(
        helm,
        [
            ...["template", release, chart.folder, "--values", file, "--namespace", namespace],
            ...["--include-crds", "--kube-version", "1.35.0"],
        ],
        // Nothing of what the user has set up for Helm.
        { env: { PATH: process.env.PATH, HOME: folder } },
    );
    return parseAllDocuments(stdout)
        .map((document) => document.toJS() as object | null)
        .filter((manifest) => manifest !== null);
}
