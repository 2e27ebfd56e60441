import * as fs from "node:fs";

import { UserError, hasCode } from "./errors";

/** What this machine lacks for the embedded cluster, all at once, before anything is built. */
export function checkMachine(options: { cluster: string; port: number; needsRoot: boolean }): void {
    const problems: string[] = [];
    if (!/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/.test(options.cluster)) {
        problems.push(
            `ALCHEMORSEL_CLUSTER is ${options.cluster}: a name has at most 40 small letters, digits and hyphens between them`,
        );
    }
    if (!Number.isInteger(options.port) || options.port < 1 || options.port > 65535) {
        problems.push(`ALCHEMORSEL_PORT is ${process.env.ALCHEMORSEL_PORT ?? ""}: a port is a number from 1 to 65535`);
    }
    if (process.platform !== "linux" || process.arch !== "x64") {
        problems.push(
            `the embedded cluster runs on Linux on x86-64, not on ${process.platform} on ${process.arch}: ${elsewhere}`,
        );
    }
    if (options.needsRoot && process.getuid?.() !== 0) {
        problems.push(
            `the embedded cluster makes network namespaces and containers, which needs root: sudo make up, or ${elsewhere}`,
        );
    }
    if (problems.length > 0) {
        throw new UserError(problems);
    }
}

const elsewhere = "use a cluster that you have: make up CONTEXT=<its context>";

/** Fails where the cluster's state is there and belongs to another user. */
export function checkState(state: string): void {
    try {
        fs.accessSync(state, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
    } catch (error) {
        if (hasCode(error, "EACCES")) {
            throw new UserError(
                `${state} belongs to another user: run the same command as that user, as in sudo make`,
                {
                    cause: error,
                },
            );
        }
    }
}
