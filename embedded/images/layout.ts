import * as fs from "node:fs";
import { pipeline } from "node:stream/promises";

import { pack, Pack } from "tar-stream";

import { architecture } from "./architecture";
import { Blob, descriptor, writeDocument } from "./blob";
import { Entry } from "./entries";
import { addFile, writeLayer } from "./layer";

/** How a container of the image runs, in the terms of the OCI image specification. */
export interface ContainerConfig {
    readonly User: string;
    readonly Entrypoint: readonly string[];
    readonly Env?: readonly string[];
    readonly ExposedPorts?: Readonly<Record<string, object>>;
    readonly StopSignal?: string;
    readonly Labels: Readonly<Record<string, string>>;
}

export interface ImageContent {
    /** From the bottom up. What changes often goes on top. */
    readonly layers: readonly (readonly Entry[])[];
    readonly config: ContainerConfig;
}

const manifestType = "application/vnd.oci.image.manifest.v1+json";
const configType = "application/vnd.oci.image.config.v1+json";
/** An image's digest must not tell when it was built. */
const created = "1970-01-01T00:00:00Z";

/** Writes an OCI image layout as a tar; returns the digest of the image's manifest. `scratch` is an empty folder for its parts. */
export async function writeLayout(
    name: string,
    content: ImageContent,
    scratch: string,
    archive: string,
): Promise<string> {
    const layers: Blob[] = [];
    for (const entries of content.layers) layers.push(await writeLayer(entries, scratch));
    const config = await writeDocument(imageConfig(content.config, layers), configType, scratch);
    const manifest = await writeDocument(imageManifest(content.config, config, layers), manifestType, scratch);
    const tar = pack();
    const written = pipeline(tar, fs.createWriteStream(archive));
    await Promise.all([written, fill(tar, imageIndex(name, manifest), [manifest, config, ...layers])]);
    return manifest.digest;
}

export function imageReference(name: string, digest: string): string {
    return `docker.io/alchemorsel/${name}@${digest}`;
}

function imageConfig(config: ContainerConfig, layers: readonly Blob[]) {
    return {
        created,
        architecture: architecture().oci,
        os: "linux",
        config: { ...config, WorkingDir: "/" },
        rootfs: { type: "layers", diff_ids: layers.map((layer) => layer.digest) },
        history: layers.map(() => ({ created, created_by: "embedded/images" })),
    };
}

function imageManifest(container: ContainerConfig, config: Blob, layers: readonly Blob[]) {
    return {
        schemaVersion: 2,
        mediaType: manifestType,
        config: descriptor(config),
        layers: layers.map(descriptor),
        annotations: container.Labels,
    };
}

/** containerd's import names the image after the annotation. */
function imageIndex(name: string, manifest: Blob) {
    const annotations = { "io.containerd.image.name": imageReference(name, manifest.digest) };
    const platform = { architecture: architecture().oci, os: "linux" };
    return { schemaVersion: 2, manifests: [{ ...descriptor(manifest), annotations, platform }] };
}

async function fill(tar: Pack, index: object, blobs: readonly Blob[]): Promise<void> {
    const header = (name: string) => ({ name, mode: 0o644, mtime: new Date(0) });
    tar.entry(header("oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
    tar.entry(header("index.json"), JSON.stringify(index));
    const unique = new Map(blobs.map((blob) => [blob.digest, blob]));
    for (const blob of unique.values()) {
        await addFile(tar, header(`blobs/${blob.digest.replace(":", "/")}`), blob.file);
    }
    tar.finalize();
}
