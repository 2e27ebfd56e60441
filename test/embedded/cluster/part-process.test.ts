import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";

import { PartProcess } from "../../../embedded/cluster/part-process";
import type { ClusterSettings } from "../../../embedded/cluster/settings";
import { removeTemporaryFolders, temporaryFolder, until } from "../tools/fixture";

describe("a part of the node", () => {
    afterEach(removeTemporaryFolders);

    it("is started again when it has ended, also where its log can't take another line", async () => {
        const state = temporaryFolder();
        fs.mkdirSync(path.join(state, "logs"));
        // A disk that is full.
        fs.symlinkSync("/dev/full", path.join(state, "logs/short.log"));
        const settings = { state, debs: state, programs: {} } as unknown as ClusterSettings;
        const part = { name: "short", program: "true", args: [], after: [], ready: () => Promise.resolve("itself") };
        const process = new PartProcess(part, settings, () => undefined);
        const running = process.run(new Map());
        try {
            await until(() => process.status.restarts > 1, "it has been started again");
        } finally {
            await process.stop();
            await running;
        }
        expect(process.status.state).to.equal("stopped");
    });
});
