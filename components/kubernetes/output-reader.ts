import type * as pulumi from "@pulumi/pulumi";

import type { ClusterReader } from "./reader";
import { readerOf } from "./kubeconfig-reader";
import { connectWithContent } from "./connection";

/** A ClusterReader of a cluster that this very program makes: its kubeconfig is an output. */
export function outputReader(kubeconfig: pulumi.Output<string>): ClusterReader {
    return readerOf(async () => connectWithContent(await known(kubeconfig)));
}

/** The value of an output; without this check a read would wait for good where the update has yet to make it. */
async function known(output: pulumi.Output<string>): Promise<string> {
    const internal = output as unknown as Internal;
    if (!(await internal.isKnown)) {
        throw new Error("the cluster's address is only known after this update");
    }
    return internal.promise();
}

/** What the SDK uses itself, and its declarations leave out. */
interface Internal {
    isKnown: Promise<boolean>;
    promise(): Promise<string>;
}
