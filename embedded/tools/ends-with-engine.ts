import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { cacheRoot } from "../paths";
import { shellQuote } from "../process";
import { ensureEntry } from "./store";

/**
 * The same plugin, which the kernel ends when its engine is killed. By itself it would run on: the engine starts it in a process group
 * of its own, and it waits for calls for good.
 */
export async function endsWithEngine(program: string): Promise<string> {
    const script = `#!/bin/sh\nexec setpriv --pdeathsig TERM -- ${shellQuote(program)} "$@"\n`;
    const name = path.basename(program);
    const key = createHash("sha256").update(script).digest("hex").slice(0, 32);
    const fill = (draft: string) => {
        fs.writeFileSync(path.join(draft, name), script, { mode: 0o755 });
        return Promise.resolve([name]);
    };
    return path.join(
        await ensureEntry({ folder: path.join(cacheRoot(), "tools", "ends-with-engine"), key, fill }),
        name,
    );
}
