import * as fs from "node:fs";
import * as path from "node:path";

import { parse } from "yaml";

import { parseConfig, type PlatformConfig } from "../../components/config";

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
