import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

import * as grpc from "@grpc/grpc-js";
import { InstallDependenciesRequest, InstallDependenciesResponse } from "@pulumi/pulumi/proto/language_pb";

import { describeEnd, End } from "./children";
import { optionsOf } from "./options";

type Call = grpc.ServerWritableStream<InstallDependenciesRequest, InstallDependenciesResponse>;

interface PackageManager {
    readonly lockFile: string;
    readonly withoutDev: readonly string[];
}

const packageManagers: Readonly<Record<string, PackageManager>> = {
    npm: { lockFile: "package-lock.json", withoutDev: ["--omit=dev"] },
    yarn: { lockFile: "yarn.lock", withoutDev: ["--production"] },
    pnpm: { lockFile: "pnpm-lock.yaml", withoutDev: ["--prod"] },
    bun: { lockFile: "bun.lock", withoutDev: ["--production"] },
};

/** `pulumi install`: the package manager's own install, with its output. */
export async function installDependencies(call: Call, stop: AbortSignal): Promise<void> {
    const info = call.request.getInfo();
    const directory = info?.getProgramDirectory() ?? call.request.getDirectory();
    const options = optionsOf(info);
    const name = packageManagerOf(directory, options.packagemanager);
    const withoutDev = options.production || call.request.getIsPlugin();
    const args = ["install", ...(withoutDev ? (packageManagers[name]?.withoutDev ?? []) : [])];
    const child = spawn(name, args, { cwd: directory, stdio: ["ignore", "pipe", "pipe"], signal: stop });
    child.stdout.on("data", (chunk: Buffer) => call.write(new InstallDependenciesResponse().setStdout(chunk)));
    child.stderr.on("data", (chunk: Buffer) => call.write(new InstallDependenciesResponse().setStderr(chunk)));
    const end = await new Promise<End>((resolve, reject) => {
        child.once("error", reject);
        child.once("close", (code, signal) => {
            resolve({ code, signal });
        });
    });
    const problem = describeEnd([name, ...args].join(" "), end);
    if (problem !== undefined) throw new Error(problem);
    call.end();
}

/** The one that is asked for, else the one whose lock file is there. */
export function packageManagerOf(directory: string, asked: string): string {
    if (asked !== "auto") {
        if (asked in packageManagers) return asked;
        throw new Error(
            `the runtime option packagemanager is ${asked}; it may be ${Object.keys(packageManagers).join(", ")} or auto`,
        );
    }
    const found = Object.entries(packageManagers).find(([, { lockFile }]) =>
        fs.existsSync(path.join(directory, lockFile)),
    );
    return found?.[0] ?? "npm";
}
