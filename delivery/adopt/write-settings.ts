import type { Document } from "yaml";

import { projectName } from "../stack/stack-file";
import type { Setting } from "./setting";

/** Writes settings into a stack's file; whatever else stands there stays as it is. */
export function writeSettings(config: Document, settings: readonly Setting[]): void {
    for (const { keys, value } of settings) {
        config.setIn(
            ["config", `${projectName}:aws`, ...keys],
            config.createNode(value, { flow: Array.isArray(value) }),
        );
    }
}
