import * as fs from "node:fs";
import * as path from "node:path";

import { buildApp, migrate, seed, serve, type Server } from "../../app/dev/program";
import { startStores } from "../../app/dev/stores";

/** The app as it is built, on stores of its own; `stop` ends all of it and removes its files. */
export interface App {
    /** Where only the editor writes, and where everybody does. */
    readonly guarded: string;
    readonly open: string;
    readonly editorKey: string;
    stop: () => Promise<void>;
}

export async function startApp(): Promise<App> {
    const stores = await startStores();
    const running: Server[] = [];
    const stop = async () => {
        for (const server of running) {
            await server.stop();
        }
        await stores.stop();
    };
    try {
        const program = await buildApp(stores.folder);
        await migrate(program, stores);
        await seed(program, stores);
        const editorKey = "correct-horse-battery-staple-0001";
        const keyFile = path.join(stores.folder, "key");
        fs.writeFileSync(keyFile, editorKey);
        const guarded = await serve(program, stores, { EDITOR_KEY_FILE: keyFile, LOG_LEVEL: "error" });
        running.push(guarded);
        const open = await serve(program, stores, { COLOR: "green", LOG_LEVEL: "error" });
        running.push(open);
        return { guarded: guarded.address, open: open.address, editorKey, stop };
    } catch (error) {
        await stop();
        throw error;
    }
}
