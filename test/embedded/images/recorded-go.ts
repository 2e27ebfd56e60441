import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

/** How go was called to build a program. */
export interface Build {
    readonly environment: string;
    readonly args: readonly string[];
}

/** Runs the work with a go on PATH that writes down how it is called; the folder is the go's, and made here. */
export async function recordBuilds<T>(folder: string, work: () => Promise<T>): Promise<{ made: T; builds: Build[] }> {
    const go = execFileSync("sh", ["-c", "command -v go"], { encoding: "utf8" }).trim();
    const record = path.join(folder, "record");
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, "go"), script(go, record), { mode: 0o755 });
    const before = process.env.PATH ?? "";
    process.env.PATH = `${folder}:${before}`;
    try {
        const made = await work();
        return { made, builds: fs.readFileSync(record, "utf8").split("\n\n").map(readCall).filter(isBuild) };
    } finally {
        process.env.PATH = before;
    }
}

const variables = ["CGO_ENABLED", "GOOS", "GOARCH", "GOAMD64", "GOARM64", "GOFLAGS", "GOEXPERIMENT"];

function script(go: string, record: string): string {
    const values = variables.map((name) => `${name}=$${name}`).join(" ");
    const lines = ["#!/bin/sh", `printf '%s\\n' "${values}" "$@" "" >> '${record}'`, `exec '${go}' "$@"`];
    return lines.join("\n") + "\n";
}

function readCall(text: string): Build {
    const [environment = "", ...args] = text.trim().split("\n");
    return { environment, args };
}

function isBuild({ args }: Build): boolean {
    return args[0] === "build";
}
