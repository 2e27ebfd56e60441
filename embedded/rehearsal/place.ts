import * as fs from "node:fs";
import * as path from "node:path";

import { type Document, parseDocument } from "yaml";

import { newStack } from "../preview";
import { shellQuote } from "../process";
import type { Progress } from "../progress";
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
    for (const [key, value] of Object.entries(providerConfig)) config.setIn(["config", key], value);
    const program = path.join(__dirname, "program");
    const made = await newStack({ folder, program, stack, config }, progress);
    const logs = path.join(folder, "logs");
    fs.mkdirSync(logs, { recursive: true, mode: 0o700 });
    const env = {
        ...made.env,
        PATH: [writeAwsCommand(folder, python), made.env.PATH].join(path.delimiter),
        // The log of its events is a command for debugging, in the engine's eyes.
        PULUMI_DEBUG_COMMANDS: "true",
        ...motoEnvironment(awsUrl),
        AWS_REGION: String(config.getIn(["config", "aws:region"])),
        ALCHEMORSEL_REHEARSAL_CHARTS: charts,
    };
    return { stack, program, configFile: made.configFile, logs, env };
}

/** Changes the stack's file. */
export function editConfig({ configFile }: StackPlace, edit: (config: Document) => void): void {
    const config = parseDocument(fs.readFileSync(configFile, "utf8"));
    edit(config);
    fs.writeFileSync(configFile, config.toString({ lineWidth: 0 }));
}

/** What the provider needs to reach an AWS that has one address for all of its services. */
const providerConfig = { "aws:s3UsePathStyle": "true", "aws:skipMetadataApiCheck": "true" };

/** Writes the one command of the AWS CLI that a kubeconfig of EKS asks for; returns its folder, for PATH. */
export function writeAwsCommand(folder: string, python: string): string {
    const bin = path.join(folder, "aws-bin");
    fs.mkdirSync(bin, { recursive: true });
    const script = `#!/bin/sh\nexec ${shellQuote(python)} ${shellQuote(path.join(__dirname, "eks-token.py"))} "$@"\n`;
    fs.writeFileSync(path.join(bin, "aws"), script, { mode: 0o755 });
    return bin;
}
