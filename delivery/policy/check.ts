import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { parseDocument } from "yaml";

import type { ColorName } from "../../components/colors";
import type { PlatformConfig } from "../../components/config";
import { secretKeys } from "../../components/config-schema";
import { groupsOf } from "../../components/groups";
import type { PolicyCheck } from "../release/release";

/** Where the pack and its settings lie. */
export interface PolicyPlace {
    /** Folder of the program, with the settings of each stack. */
    readonly project: string;
    readonly pack: string;
    readonly stack: string;
}

/**
 * What an update with the policy pack holds good for: taken before the update begins, so that an edit made in the meantime counts
 * as one.
 */
export function policyCheck(place: PolicyPlace, config: PlatformConfig, now: Date): PolicyCheck {
    const today = now.toISOString().slice(0, 10);
    const exemptions = exemptionsOf(place).filter(({ expires }) => expires >= today);
    return { at: now.toISOString(), digests: digestsOf(place, config), exemptions };
}

/** As far as they can be read: the pack itself refuses the update where something is wrong with one. */
function exemptionsOf(place: PolicyPlace): PolicyCheck["exemptions"] {
    const content = parseDocument(contents(settings(place, "exemptions"))).toJS() as { exemptions?: unknown } | null;
    const list: unknown[] = Array.isArray(content?.exemptions) ? content.exemptions : [];
    return list.flatMap((each) => {
        const { rule, expires } = (each ?? {}) as Record<string, unknown>;
        return typeof rule === "string" && typeof expires === "string" ? [{ rule, expires }] : [];
    });
}

/** Why the update's word no longer holds, one line each. */
export function staleness(
    check: PolicyCheck | undefined,
    place: PolicyPlace,
    config: PlatformConfig,
    now: Date,
): readonly string[] {
    if (check === undefined) return ["this release was not deployed with the policy pack: alchemorsel deploy it again"];
    const today = now.toISOString().slice(0, 10);
    const digests = digestsOf(place, config);
    const changed = (Object.keys(digests) as (keyof typeof digests)[])
        .filter((what) => digests[what] !== check.digests[what])
        .map(
            (what) =>
                `${names[what](place)} changed since ${check.at}, when the policy pack ran: alchemorsel deploy again`,
        );
    const expired = check.exemptions
        .filter(({ expires }) => expires < today)
        .map(
            ({ rule, expires }) =>
                `an exemption from ${rule} ended on ${expires}: renew it or mend what it let pass, and deploy again`,
        );
    return [...changed, ...expired];
}

const names: Record<keyof PolicyCheck["digests"], (place: PolicyPlace) => string> = {
    config: ({ stack }) => `Pulumi.${stack}.yaml`,
    settings: ({ stack }) => `policy-config.${stack}.yaml`,
    exemptions: ({ stack }) => `policy-exemptions.${stack}.yaml`,
    pack: () => "the policy pack",
};

function digestsOf(place: PolicyPlace, config: PlatformConfig): PolicyCheck["digests"] {
    return {
        config: digest(JSON.stringify(sorted(lasting(config)))),
        settings: digest(contents(settings(place, "config"))),
        exemptions: digest(contents(settings(place, "exemptions"))),
        pack: digest(
            sources(place.pack)
                .map((file) => `${path.relative(place.pack, file)}\n${contents(file)}`)
                .join("\n"),
        ),
    };
}

/** A config without what a release itself writes between its update and its gates, what shapes no resource, and what is secret. */
function lasting(config: PlatformConfig): object {
    const without = ["activeColor", "canaryWeight", "workloads", "groups", "release", ...secretKeys];
    const others = Object.entries(config).filter(([key]) => !without.includes(key));
    const workloads = Object.entries(config.workloads).map(([name, workload]) => {
        const { min, max } = workload.replicas;
        return [name, { ...workload, replicas: { min, max } }];
    });
    const groups = groupsOf(config).map(({ name, workloads: members, release: { previewHeader } }) => [
        name,
        members,
        previewHeader,
    ]);
    return { others, workloads, groups };
}

/** The same with the keys of each object in the order of the alphabet, which is the engine's: a key that is added comes last. */
function sorted(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}

/** The config that a deploy is about to write. */
export function withImages(
    config: PlatformConfig,
    color: ColorName,
    images: Readonly<Record<string, { readonly new: string }>>,
): PlatformConfig {
    const workloads = Object.entries(config.workloads).map(([name, workload]) => {
        const image = images[name]?.new;
        return [name, image === undefined ? workload : { ...workload, image: { ...workload.image, [color]: image } }];
    });
    return { ...config, workloads: Object.fromEntries(workloads) as PlatformConfig["workloads"] };
}

function settings({ project, stack }: PolicyPlace, kind: "config" | "exemptions"): string {
    return path.join(project, `policy-${kind}.${stack}.yaml`);
}

/** Nothing where there is no file: neither has to be there. */
function contents(file: string): string {
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
}

function sources(folder: string): string[] {
    return fs
        .readdirSync(folder, { withFileTypes: true })
        .filter(({ name }) => name !== "node_modules")
        .flatMap((entry) => {
            const full = path.join(folder, entry.name);
            return entry.isDirectory() ? sources(full) : [full];
        })
        .filter((file) => /\.(ts|js|json|yaml)$/.test(file))
        .sort();
}

function digest(text: string): string {
    return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
