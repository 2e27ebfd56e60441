import { spawn } from "node:child_process";
import * as path from "node:path";
import * as readline from "node:readline";

import { UserError } from "../../errors";
import { lastLines } from "../../process";
import { pinnedVersion } from "../../tools/python";

/** What an account has before its stack. moto's reset takes it away again. */
export interface Prerequisites {
    readonly hostedZones?: readonly { readonly id: string; readonly name: string }[];
    /** ARNs of policies of the account's own. */
    readonly policies?: readonly string[];
    /** ARNs of roles. */
    readonly roles?: readonly string[];
}

export interface MotoOptions {
    /** Of `ensurePythonTools`. */
    readonly python: string;
    readonly accountId: string;
    /** Gets a line for each call: see calls.ts. */
    readonly callsFile?: string;
    /** Default: any that is free. */
    readonly port?: number;
    /** Beside the extension's own settings: `REHEARSAL_EKS_ENDPOINT` and `REHEARSAL_EKS_CA`, what a cluster says of its API server; with `_eu-west-1` at the end of their names, what those of that region say. */
    readonly env?: Readonly<Record<string, string>>;
    readonly prerequisites?: Prerequisites;
}

/** An AWS of moto's, with the extension. */
export interface Moto {
    /** Such as `http://127.0.0.1:12345`. */
    readonly url: string;
    /** When it has ended, whatever the reason. */
    readonly ended: Promise<void>;
    stop(): Promise<void>;
}

/** From now on nothing answers in a region, as if it were lost. What is in none, such as IAM and Route 53, does. */
export async function loseRegion({ url }: Pick<Moto, "url">, region: string): Promise<void> {
    const { status } = await fetch(`${url}/rehearsal/lost-region`, { method: "POST", body: region });
    if (status !== 200) throw new Error(`moto can't lose a region: it answered ${String(status)}`);
}

const otherVersion = 97;
const portTaken = 98;

/** Starts moto. It ends with this process at the latest, since it reads its standard input. */
export async function startMoto(options: MotoOptions): Promise<Moto> {
    const { python, accountId, callsFile, port = 0, env = {}, prerequisites } = options;
    const version = pinnedVersion("moto");
    const settings = JSON.stringify({ moto: version, accountId, callsFile, port, prerequisites });
    const child = spawn(python, [path.join(__dirname, "server.py"), settings], {
        // Nothing of the user's.
        env: { PATH: process.env.PATH, ...defaults, MOTO_ACCOUNT_ID: accountId, ...env },
        stdio: ["pipe", "pipe", "pipe"],
        // Ctrl-C at a terminal is for who started it: else what still speaks to moto would find it gone.
        detached: true,
    });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said = lastLines(said + chunk.toString(), 40)));
    // It may be gone by then.
    child.stdin.on("error", () => undefined);
    const ended = new Promise<number | null>((resolve, reject) => {
        child.once("error", reject);
        child.once("close", resolve);
    });
    const first = await Promise.race([
        new Promise<string>((resolve) => readline.createInterface(child.stdout).once("line", resolve)),
        ended.then((code) => {
            throw new UserError(reason(code, said, version, port));
        }),
    ]);
    return {
        url: `http://127.0.0.1:${first}`,
        ended: ended.then(() => undefined),
        stop: async () => {
            child.stdin.end();
            await ended;
        },
    };
}

const defaults = {
    // AWS' own policies are there, as they are on AWS.
    MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
    PYTHONDONTWRITEBYTECODE: "1",
};

function reason(code: number | null, said: string, version: string, port: number): string {
    if (code === portTaken) {
        return `moto can't have port ${String(port)} of 127.0.0.1: ${said.trim()}; end what has it, or name another port`;
    }
    if (code === otherVersion) {
        return `moto ${version} is what the rehearsal's extension is for, and ${said.trim()} is installed; take the Python of \`ensurePythonTools\``;
    }
    return `moto did not start: ${said.trim()}`;
}
