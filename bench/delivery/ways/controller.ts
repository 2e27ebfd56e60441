import * as fs from "node:fs";
import * as path from "node:path";

import { parseAllDocuments } from "yaml";

import { importImages, readSettings } from "../../../embedded/cluster";
import { type Manifest, namespace as space } from "../../../embedded/cluster/addons/manifests";
import { appUser, baseFiles } from "../../../embedded/images/base";
import { copy } from "../../../embedded/images/entries";
import { imageReference, writeLayout } from "../../../embedded/images/layout";
import { labels } from "../../../embedded/images/recipe";
import type { DeliveryBench } from "../release-bench";
import { type BenchTool, benchToolFolder, ensureBenchTool } from "../tools";
import type { Cluster } from "./cluster";

interface Controller {
    tool: BenchTool;
    namespace: string;
    /** Files of the tool's own sources, which are its manifests. */
    manifests: readonly string[];
    args: readonly string[];
    /** Where its own probes need programs that are not in an image with nothing but the controller. */
    probe?: object;
}

/** Installs a controller by its own manifests, but for the image, which is made here of its program alone. Returns its programs. */
export async function installController(
    { platform, progress, folder }: DeliveryBench,
    cluster: Cluster,
    controller: Controller,
): Promise<Map<string, string>> {
    const { tool, namespace } = controller;
    const programs = await ensureBenchTool(tool, progress);
    const image = await imageOf(tool, programs.get(tool) ?? "", folder);
    const settings = readSettings(platform.state);
    if (settings === undefined) throw new Error("the cluster has no settings");
    await importImages(settings, [image], () => undefined);
    fs.rmSync(image.archive);
    const source = await benchToolFolder(tool);
    const objects = controller.manifests.flatMap((file) => readManifests(path.join(source, file)));
    await cluster.make([space(namespace, "privileged"), toPrometheus(namespace)]);
    await cluster.make(objects.map((object) => adapted(object, controller, image.reference)));
    await cluster.rolledOut(tool, namespace);
    return programs;
}

async function imageOf(name: string, program: string, folder: string) {
    const parts = fs.mkdtempSync(path.join(folder, `${name}-`));
    const archive = path.join(folder, `${name}.tar`);
    const content = {
        layers: [baseFiles(appUser), [copy(`usr/local/bin/${name}`, program)]],
        config: {
            User: `${appUser.id}:${appUser.id}`,
            Entrypoint: [`/usr/local/bin/${name}`],
            Labels: labels(name, "", "What releases are compared with"),
        },
    };
    const digest = await writeLayout(name, content, parts, archive);
    fs.rmSync(parts, { recursive: true });
    return { reference: imageReference(name, digest), archive };
}

export function readManifests(file: string): Manifest[] {
    return parseAllDocuments(fs.readFileSync(file, "utf8"))
        .map((document) => document.toJS() as Manifest | null)
        .filter((manifest): manifest is Manifest => manifest !== null);
}

const namespaced = ["ServiceAccount", "Secret", "ConfigMap", "Service", "Deployment"];

function adapted(object: Manifest, controller: Controller, image: string): Manifest {
    const { namespace } = controller;
    if (namespaced.includes(object.kind)) object.metadata.namespace = namespace;
    for (const subject of (object.subjects ?? []) as { namespace: string }[]) subject.namespace = namespace;
    if (object.kind === "Deployment") adaptPod(object, controller, image);
    return object;
}

function adaptPod(deployment: Manifest, { args, probe }: Controller, image: string): void {
    const { template } = deployment.spec as { template: { spec: { containers: Record<string, unknown>[] } } };
    for (const container of template.spec.containers) {
        Object.assign(container, { image, imagePullPolicy: "Never", args });
        delete container.command;
        if (probe !== undefined) Object.assign(container, { livenessProbe: probe, readinessProbe: probe });
    }
}

/** Nobody else may ask the stack's Prometheus. */
function toPrometheus(from: string): Manifest {
    return {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        metadata: { name: `prometheus-from-${from}`, namespace: "alchemorsel" },
        spec: {
            podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } },
            policyTypes: ["Ingress"],
            ingress: [{ from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": from } } }] }],
        },
    };
}
