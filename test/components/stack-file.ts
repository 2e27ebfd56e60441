import * as fs from "node:fs";
import * as path from "node:path";

import { parse } from "yaml";

import { parseConfig, type PlatformConfig } from "../../components/config";
import { AwsFoundation, type AwsFoundationArgs } from "../../components/foundation/aws/aws-foundation";
import { type CreateFoundation, Platform } from "../../components/platform";
import { type Registered, registered } from "./mocks";

const project = path.join(__dirname, "../..");

export type AwsStack = Extract<PlatformConfig, { foundation: "aws" }>;

/** A stack file's config as the engine hands it over. */
export function stackConfig(stack: string): Record<string, string> {
    const text = fs.readFileSync(path.join(project, `Pulumi.${stack}.yaml`), "utf8");
    const { config } = parse(text) as { config: Record<string, unknown> };
    return Object.fromEntries(
        Object.entries(config).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
    );
}

/** A stack file's own config, checked; `change` may bend it before. */
export function stack(name: string, change: (raw: RawStack) => void = () => undefined): AwsStack {
    const config = stackConfig(name);
    const own = Object.entries(config).flatMap(([key, value]) => {
        const [project, name] = key.split(":");
        return project === "alchemorsel" && name !== undefined ? [[name, value] as const] : [];
    });
    const raw = Object.fromEntries(
        own.map(([key, value]) => [key, /^[[{]/.test(value) ? (JSON.parse(value) as unknown) : value]),
    );
    change(raw as unknown as RawStack);
    const handed = Object.entries(raw).map(([key, value]) => [
        key,
        typeof value === "string" ? value : JSON.stringify(value),
    ]);
    const context = { name: `alchemorsel-${name}`, region: config["aws:region"], isSecret: () => false };
    return parseConfig(Object.fromEntries(handed) as Record<string, string>, context) as AwsStack;
}

/** What a test may bend in a stack file: anything. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- bad input has any shape
export type RawStack = { aws: any; workloads: any } & Record<string, any>;

/** What AWS would add to what a stack says. */
const outputs = {
    "aws:rds/instance:Instance": { masterUserSecrets: [{ secretArn: "arn:aws:secretsmanager:::secret:master" }] },
    "eks:index:Cluster": {
        eksCluster: { name: "cluster", vpcConfig: { clusterSecurityGroupId: "sg-cluster" } },
        kubeconfigJson: "{}",
    },
    "aws:acm/certificate:Certificate": {
        domainValidationOptions: ["", "www.", "staging."].map((host) => ({
            domainName: `${host}alchemorsel.example`,
            resourceRecordName: "_name",
            resourceRecordType: "CNAME",
            resourceRecordValue: "_value",
        })),
    },
};

/** What a stack on AWS registers, against mocks. */
export function registeredStack(
    { aws, ...config }: AwsStack,
    args: Partial<AwsFoundationArgs> = {},
): Promise<Registered[]> {
    const { name, ...rest } = aws;
    const foundation: CreateFoundation = (_platform, opts) => new AwsFoundation(name, { ...rest, ...args }, opts);
    return registered(() => new Platform("alchemorsel", { ...config, foundation }), {}, outputs);
}
