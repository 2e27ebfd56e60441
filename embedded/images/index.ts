import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { cacheRoot } from "../paths";
import { Progress } from "../progress";
import { ensureDebs } from "../tools";
import { ensureEntry, findEntry } from "../tools/store";
import { treeHash } from "./entries";
import { imageReference, writeLayout } from "./layout";
import { Preparation, Recipe, Supplies, readDebian } from "./recipe";
import { AppOptions, app } from "./recipes/app";
import { pause } from "./recipes/pause";
import { postgres } from "./recipes/postgres";
import { redis } from "./recipes/redis";
import { shell } from "./recipes/shell";
import { tool } from "./recipes/tool";

export type { AppOptions } from "./recipes/app";

/** An image that can be loaded into containerd: an archive in OCI's image layout. */
export interface Image {
    readonly name: ImageName;
    /** Names the image by its content, e.g. `docker.io/alchemorsel/app@sha256:…`; the archive carries the same name. */
    readonly reference: string;
    readonly digest: string;
    readonly archive: string;
}

const recipes = {
    app: app(),
    postgres,
    redis,
    prometheus: tool("prometheus", "Metrics of the workloads and of the gateway"),
    "prometheus-adapter": tool("prometheus-adapter", "Requests per second, for autoscalers"),
    pause,
    shell,
    coredns: tool("coredns", "The cluster's DNS server"),
    "metrics-server": tool("metrics-server", "The cluster's resource metrics"),
    traefik: tool("traefik", "The cluster's Gateway API controller"),
    "local-path-provisioner": tool("local-path-provisioner", "The cluster's default storage"),
} satisfies Record<string, Recipe>;

export type ImageName = keyof typeof recipes;

export const imageNames = Object.keys(recipes) as ImageName[];

/** Builds the images whose inputs have changed, and tells where they all are. */
export async function ensureImages(names: readonly ImageName[], progress: Progress): Promise<Map<ImageName, Image>> {
    const supplies = makeSupplies(progress);
    const images = new Map<ImageName, Image>();
    for (const name of names) images.set(name, await ensureImage(name, recipes[name], supplies));
    return images;
}

/** The app as another version, or as one that fails in a way of its own. */
export function buildAppImage(options: AppOptions, progress: Progress): Promise<Image> {
    return ensureImage("app", app(options), makeSupplies(progress));
}

/** All images share one root of packages: asking apt for their versions takes longer than looking an image up. */
function makeSupplies(progress: Progress): Supplies {
    const packages = Object.values(recipes).flatMap((recipe) => recipe.packages);
    let debian: ReturnType<Supplies["debian"]> | undefined;
    return { progress, debian: () => (debian ??= ensureDebs(packages, progress).then(readDebian)) };
}

/** The unpacked Debian packages that the images are made of: a test can run the same servers without a container. */
export async function debianRoot(progress: Progress): Promise<string> {
    return (await makeSupplies(progress).debian()).root;
}

async function ensureImage(name: ImageName, recipe: Recipe, supplies: Supplies): Promise<Image> {
    const preparation = await recipe.prepare(supplies);
    const entry = { folder: path.join(cacheRoot(), "images", name), key: inputKey(name, preparation) };
    const build = () =>
        supplies.progress.step(`image ${name}`, (report) =>
            ensureEntry({ ...entry, onWait: report, fill: (draft) => writeImage(name, preparation, draft, report) }),
        );
    const folder = findEntry(entry) ?? (await build());
    const digest = fs.readFileSync(path.join(folder, "digest"), "utf8").trim();
    return { name, reference: imageReference(name, digest), digest, archive: path.join(folder, "image.tar") };
}

/** Changes with the inputs and with the code that makes images; a digest, which is of the content, may well stay. */
function inputKey(name: ImageName, { inputs }: Preparation): string {
    const text = JSON.stringify({ name, inputs, architecture: process.arch, code: treeHash(__dirname) });
    return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

async function writeImage(
    name: ImageName,
    preparation: Preparation,
    draft: string,
    report: (detail: string) => void,
): Promise<string[]> {
    const [parts, scratch] = ["parts", "scratch"].map((folder) => path.join(draft, folder)) as [string, string];
    for (const folder of [parts, scratch]) fs.mkdirSync(folder);
    const content = await preparation.make(scratch, report);
    report("writing the archive");
    const digest = await writeLayout(name, content, parts, path.join(draft, "image.tar"));
    fs.writeFileSync(path.join(draft, "digest"), digest + "\n");
    for (const folder of [parts, scratch]) fs.rmSync(folder, { recursive: true });
    return ["image.tar", "digest"];
}
