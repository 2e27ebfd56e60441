import * as pulumi from "@pulumi/pulumi";

import { fromFolder } from "./charts-from-folder";

const folder = process.env.ALCHEMORSEL_REHEARSAL_CHARTS;
if (folder === undefined)
    throw new Error("ALCHEMORSEL_REHEARSAL_CHARTS is not set: this program is for `make rehearse`");
pulumi.runtime.registerStackTransformation(fromFolder(folder));

/** The project's program as it is; only where its charts come from is another place. */
export = async () => {
    const { default: program } = (await import("../../../index.ts")) as unknown as { default: Program };
    return program();
};

type Program = () => Promise<Record<string, unknown>>;
