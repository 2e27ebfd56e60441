import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { type Document, parseDocument } from "yaml";

import { run, shellQuote } from "../process";
import { withoutCredentials } from "../preview/environment";
import type { Progress } from "../progress";
import { ensureEngine } from "../tools";
import { motoEnvironment } from "./moto/environment";
import type { StackPlace } from "./stack-run";

/** What the rehearsed stack stands on. */
export interface Ground {
    /** Everything that the rehearsal keeps, in one folder. */
    readonly folder: string;
    /** URL at which AWS answers. */
    readonly awsUrl: string;
    /** Folder with the charts that the stack installs. */
    readonly charts: string;
    /** Python with botocore. */
    readonly python: string;
}

/** Makes a stack that nothing was made of yet, with a backend and a home of its own. */
export async function preparePlace(
    stack: string,
    config: Document,
    { folder, awsUrl, charts, python }: Ground,
    progress: Progress,
): Promise<StackPlace> {
    const engine = await ensureEngine(folder, progress, "aws");
    const [home, backend, logs] = ["home", "pulumi", "logs"].map((name) => path.join(folder, name)) as [
        string,
        string,
        string,
    ];
    for (const each of [home, backend, logs]) fs.mkdirSync(each, { recursive: true, mode: 0o700 });
    const configFile = path.join(folder, `Pulumi.${stack}.yaml`);
    const program = path.join(__dirname, "program");
    const env = {
        ...withoutCredentials(process.env, home),
        ...engine.env,
        PATH: [writeAwsCommand(folder, python), ...engine.pathEntries, process.env.PATH ?? ""].join(path.delimiter),
        PULUMI_BACKEND_URL: `file://${encodeURI(backend)}`,
        PULUMI_CONFIG_PASSPHRASE: randomBytes(16).toString("hex"),
        // The log of its events is a command for debugging, in the engine's eyes.
        PULUMI_DEBUG_COMMANDS: "true",
        ...motoEnvironment(awsUrl),
        AWS_REGION: String(config.getIn(["config", "aws:region"])),
        ALCHEMORSEL_REHEARSAL_CHARTS: charts,
    };
    for (const [key, value] of Object.entries(providerConfig)) config.setIn(["config", key], value);
    fs.writeFileSync(configFile, config.toString({ lineWidth: 0 }));
    // It writes to the stack's file beside the project's: to the copies.
    fs.copyFileSync(path.join(program, "Pulumi.yaml"), path.join(folder, "Pulumi.yaml"));
    await run("pulumi", ["stack", "init", stack], { cwd: folder, env });
    return { stack, program, configFile, logs, env };
}

/** Changes the stack's file. */
export function editConfig({ configFile }: StackPlace, edit: (config: Document) => void): void {
    const config = parseDocument(fs.readFileSync(configFile, "utf8"));
    edit(config);
    fs.writeFileSync(configFile, config.toString({ lineWidth: 0 }));
}

/** What the provider needs to reach an AWS that has one address for all of its services. */
const providerConfig = { "aws:s3UsePathStyle": "true", "aws:skipMetadataApiCheck": "true" };

/** The one command of the AWS CLI that a kubeconfig of EKS asks for. */
function writeAwsCommand(folder: string, python: string): string {
    const bin = path.join(folder, "aws-bin");
    fs.mkdirSync(bin, { recursive: true });
    const script = `#!/bin/sh\nexec ${shellQuote(python)} ${shellQuote(path.join(__dirname, "eks-token.py"))} "$@"\n`;
    fs.writeFileSync(path.join(bin, "aws"), script, { mode: 0o755 });
    return bin;
}
