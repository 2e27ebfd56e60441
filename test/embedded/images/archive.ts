import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { type Header, extract } from "tar-stream";

import type { Image } from "../../../embedded/images";

interface Descriptor {
    mediaType: string;
    digest: string;
    size: number;
    annotations?: Record<string, string>;
}

export interface TarFile {
    header: Header;
    content: Buffer;
}

export interface ContainerConfig {
    User: string;
    Entrypoint: string[];
    Env?: string[];
    ExposedPorts?: Record<string, object>;
    Labels: Record<string, string>;
    WorkingDir: string;
    StopSignal?: string;
}

/** An archive read back, as a container runtime reads it. */
export interface Archive {
    files: TarFile[];
    index: { schemaVersion: number; manifests: Descriptor[] };
    manifest: { schemaVersion: number; config: Descriptor; layers: Descriptor[]; annotations: Record<string, string> };
    config: {
        created: string;
        os: string;
        architecture: string;
        config: ContainerConfig;
        rootfs: { type: string; diff_ids: string[] };
    };
    layers: TarFile[][];
    blob: (digest: string) => Buffer;
}

export async function readArchive(image: Image): Promise<Archive> {
    const files = await readTar(fs.readFileSync(image.archive));
    const file = (name: string) => {
        const found = files.find((each) => each.header.name === name);
        if (found === undefined) throw new Error(`${image.archive} has no ${name}`);
        return found.content;
    };
    const blob = (digest: string) => file(`blobs/${digest.replace(":", "/")}`);
    const parse = (content: Buffer) => JSON.parse(content.toString()) as unknown;
    const index = parse(file("index.json")) as Archive["index"];
    const manifest = parse(blob(index.manifests[0]!.digest)) as Archive["manifest"];
    const config = parse(blob(manifest.config.digest)) as Archive["config"];
    const layers = await Promise.all(manifest.layers.map((layer) => readTar(blob(layer.digest))));
    return { files, index, manifest, config, layers, blob };
}

/** Every entry of every layer, by its path in the container. */
export function rootFiles(archive: Archive): Map<string, TarFile> {
    return new Map(archive.layers.flat().map((file) => [file.header.name.replace(/\/$/, ""), file]));
}

export function sha256(content: Buffer): string {
    return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}

/** Lays the image's file system out in a folder, as root does it; returns how a container of it runs. */
export async function unpack(image: Image, folder: string): Promise<ContainerConfig> {
    const archive = await readArchive(image);
    fs.mkdirSync(folder, { recursive: true });
    for (const layer of archive.manifest.layers) {
        const input = archive.blob(layer.digest);
        execFileSync("tar", ["--extract", "--preserve-permissions", "--numeric-owner", "--directory", folder], {
            input,
        });
    }
    for (const mountPoint of ["proc", "dev", "tmp", "secrets"]) {
        fs.mkdirSync(path.join(folder, mountPoint), { recursive: true });
    }
    return archive.config.config;
}

async function readTar(content: Buffer): Promise<TarFile[]> {
    const tar = extract();
    tar.end(content);
    const files: TarFile[] = [];
    for await (const entry of tar) {
        const chunks: Buffer[] = [];
        for await (const chunk of entry) chunks.push(chunk as Buffer);
        files.push({ header: entry.header, content: Buffer.concat(chunks) });
    }
    return files;
}
