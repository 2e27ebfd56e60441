import * as fs from "node:fs";
import * as path from "node:path";

import { shellQuote } from "../process";

/**
 * Writes a `pulumi` that goes before the engine's own on PATH, and returns its folder. An engine that is killed leaves
 * its lock in the backend, which refuses every update after it; this one first removes the locks whose engines are dead
 * and then becomes the engine. Whoever may live keeps its lock, and the engine says whose it is.
 *
 * A preview changes no state, and still the engine would write out the whole of it at each resource, which takes most of
 * the time of a large stack. An update must write it, or what was made before a crash would be lost.
 *
 * @param backend Folder of the stack's file backend.
 */
export function ensurePulumiCommand(folder: string, engine: string, backend: string): string {
    const command = path.join(folder, "pulumi");
    const content = script(engine, path.join(backend, ".pulumi/locks"));
    if (!fs.existsSync(command) || fs.readFileSync(command, "utf8") !== content) {
        fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
        // In one step: a shell reads a script while it runs it.
        const draft = `${command}.${process.pid}`;
        fs.writeFileSync(draft, content, { mode: 0o700 });
        fs.renameSync(draft, command);
    }
    return folder;
}

/** A process's number is another program's after a while, so its name counts too. */
function script(engine: string, locks: string): string {
    return `#!/bin/sh
for lock in ${shellQuote(locks)}/*/*/*/*.json; do
    [ -e "$lock" ] || continue
    pid=$(sed -n 's/.*"pid": *\\([0-9][0-9]*\\).*/\\1/p' "$lock")
    host=$(sed -n 's/.*"hostname": *"\\([^"]*\\)".*/\\1/p' "$lock")
    [ -n "$pid" ] && [ "$host" = "$(uname -n)" ] || continue
    case $(cat "/proc/$pid/comm" 2>/dev/null) in pulumi*) continue ;; esac
    echo "warning: an earlier update was killed (process $pid): its lock is released" >&2
    rm -f "$lock"
done
[ "$1" = preview ] && export PULUMI_SKIP_CHECKPOINTS=true
exec ${shellQuote(engine)} "$@"
`;
}
