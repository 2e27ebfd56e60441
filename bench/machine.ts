import { execFileSync } from "node:child_process";
import * as os from "node:os";

/** What the figures were measured on, one line each. */
export function machine(): [name: string, value: string][] {
    const cpus = os.cpus();
    const [one = 0, five = 0] = os.loadavg();
    return [
        ["CPU", `${cpus.length} × ${cpus[0]?.model.trim() ?? "unknown"}`],
        ["memory", `${(os.totalmem() / 2 ** 30).toFixed(1)} GiB`],
        ["kernel", `${os.type()} ${os.release()}`],
        ["Go", firstLine("go", ["env", "GOVERSION"])],
        ["Node.js", process.version],
        // A busy machine explains a bad figure.
        ["load at the start", `${one.toFixed(1)} (1 min), ${five.toFixed(1)} (5 min)`],
        ["date", new Date().toISOString().slice(0, 10)],
    ];
}

function firstLine(command: string, args: string[]): string {
    try {
        return execFileSync(command, args, { encoding: "utf8" }).split("\n")[0] ?? "";
    } catch {
        return "none";
    }
}
