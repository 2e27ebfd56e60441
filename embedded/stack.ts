import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { Document, parse, parseDocument } from "yaml";

import { backendFolder } from "./paths";
import { run } from "./process";
import { ensureMigrations } from "./stack-migrations";

const template = path.join(__dirname, "stack/Pulumi.local.yaml");
const workload = "recipes";
const colors = ["blue", "green"] as const;
type Color = (typeof colors)[number];

/** Secrets by their key in the config: files in the state folder, beside the data that they open. */
const secretFiles = {
    databasePassword: "database-password",
    databaseOwnerPassword: "database-owner-password",
    editorKey: "editor-key",
};

const local = (key: string) => ["config", "alchemorsel:local", key];
const groups = ["config", "alchemorsel:groups"];
const image = (color: Color) => ["config", "alchemorsel:workloads", workload, "image", color];

/** References of the images that a stack runs; the adapter's where a workload is scaled on its requests. */
export interface StackImages {
    app: string;
    postgres: string;
    redis: string;
    prometheus: string;
    prometheusAdapter?: string;
}

export interface StackOptions {
    /** The checkout. */
    project: string;
    stack: string;
    /** The cluster's state folder: the backend, the passphrase, the database's passwords and the editor's key live with its data. */
    state: string;
    /** Variables of `stackEnvironment`. */
    env: NodeJS.ProcessEnv;
    port: number;
    /** The cluster that the user has, instead of the embedded one. */
    context?: string;
    images: StackImages;
    /** References that the cluster has; one that it lacks cannot be pulled from anywhere. */
    present: ReadonlySet<string>;
}

export function stackFile(project: string, stack: string): string {
    return path.join(project, `Pulumi.${stack}.yaml`);
}

/** The kubeContext that a stack's user chose, if any. */
export function chosenContext(project: string, stack: string): string | undefined {
    const file = stackFile(project, stack);
    if (!fs.existsSync(file)) {
        return undefined;
    }
    const context: unknown = parseDocument(fs.readFileSync(file, "utf8")).getIn(local("kubeContext"));
    return typeof context === "string" && context !== "" ? context : undefined;
}

/** Whether a workload of the stack is scaled on its requests, which takes a program that others never need. */
export function scalesOnRequests(project: string, stack: string): boolean {
    const file = stackFile(project, stack);
    const text = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
    const { config } = (parse(text) ?? {}) as { config?: Record<string, unknown> };
    // What is wrong with the file is told by `pulumi up`, all at once.
    const workloads = config?.["alchemorsel:workloads"];
    return Object.values((workloads ?? {}) as Record<string, { autoscaling?: unknown } | null>).some(
        (each) => each?.autoscaling !== undefined,
    );
}

/**
 * Makes the stack and its file where they are missing, and puts the digests of the images into the file. A new build
 * of the app goes to the idle color; the color that carries traffic changes only where the cluster lacks its image.
 *
 * @returns What changed, in sentences for the user.
 */
export async function ensureStack(options: StackOptions): Promise<string[]> {
    const isFresh = ensurePassphrase(options.state);
    fs.mkdirSync(backendFolder(options.state), { recursive: true });
    const file = stackFile(options.project, options.stack);
    const isNew = !fs.existsSync(file);
    const config = parseDocument(fs.readFileSync(isNew ? template : file, "utf8"));
    if (isFresh) {
        // Encrypted with a passphrase that went with the cluster's data.
        config.delete("encryptionsalt");
        Object.keys(secretFiles).forEach((key) => config.deleteIn(["config", `alchemorsel:${key}`]));
    }
    const notes =
        options.context === undefined ? setEmbedded(config, options) : setForeign(config, options.context, options);
    notes.push(...ensureMigrations(config, workload, options.images.app));
    fs.writeFileSync(file, config.toString({ lineWidth: 0 }));

    const pulumi = (args: string[], input?: string) =>
        run("pulumi", [...args, "--non-interactive"], { cwd: options.project, env: options.env, input });
    await pulumi(["stack", "select", options.stack, "--create"]);
    const missing = Object.entries(secretFiles).filter(([key]) => !config.hasIn(["config", `alchemorsel:${key}`]));
    for (const [key, name] of missing) {
        await pulumi(["config", "set", "--secret", key], ensureRandom(path.join(options.state, name)));
    }
    return notes;
}

/** Returns whether it is a new one. */
function ensurePassphrase(state: string): boolean {
    const file = path.join(state, "passphrase");
    const isFresh = !fs.existsSync(file);
    ensureRandom(file);
    return isFresh;
}

function ensureRandom(file: string): string {
    if (!fs.existsSync(file)) {
        fs.writeFileSync(file, randomBytes(24).toString("hex"), { mode: 0o600 });
    }
    return fs.readFileSync(file, "utf8");
}

/** The user's own cluster: only what the file does not say yet, since its images may come from a registry. */
function setForeign(config: Document, context: string, { images }: StackOptions): string[] {
    config.setIn(local("kubeContext"), context);
    const missing: [string[], string][] = [
        [local("databaseImage"), images.postgres],
        [local("cacheImage"), images.redis],
        ...colors.map((color): [string[], string] => [image(color), images.app]),
    ];
    // A stack from before there was Prometheus stays without: nobody has loaded that image into its cluster.
    const { prometheus, prometheusAdapter } = images;
    if (!config.hasIn(local("databaseImage")) || prometheusAdapter !== undefined)
        missing.push([local("prometheusImage"), prometheus]);
    if (prometheusAdapter !== undefined) missing.push([local("prometheusAdapterImage"), prometheusAdapter]);
    for (const [path, reference] of missing.filter(([path]) => !config.hasIn(path))) {
        config.setIn(path, reference);
    }
    return [];
}

function setEmbedded(config: Document, options: StackOptions): string[] {
    const { app, postgres, redis, prometheus, prometheusAdapter } = options.images;
    config.setIn(local("address"), `http://127.0.0.1:${options.port}`);
    config.setIn(local("databaseImage"), postgres);
    config.setIn(local("cacheImage"), redis);
    config.setIn(local("prometheusImage"), prometheus);
    if (prometheusAdapter === undefined) config.deleteIn(local("prometheusAdapterImage"));
    else config.setIn(local("prometheusAdapterImage"), prometheusAdapter);
    const has = (color: Color) => options.present.has(String(config.getIn(image(color))));
    const group = groupOf(config);
    const colorPath = group === undefined ? ["config", "alchemorsel:activeColor"] : [...groups, group, "activeColor"];
    const active: Color = config.getIn(colorPath) === "green" ? "green" : "blue";
    const idle: Color = active === "blue" ? "green" : "blue";
    if (!has(active)) {
        colors.forEach((color) => {
            config.setIn(image(color), app);
        });
        return [`blue and green run ${app}`];
    }
    if (config.getIn(image(idle)) === app || config.getIn(image(active)) === app) {
        if (!has(idle)) {
            config.setIn(image(idle), app);
        }
        return [];
    }
    config.setIn(image(idle), app);
    return [
        `The app was built anew: ${idle}, which is idle, now runs ${app}.`,
        `To move the traffic to it: pulumi config set ${
            group === undefined ? "activeColor" : `--path groups.${group}.activeColor`
        } ${idle} && pulumi up`,
    ];
}

/** The group that the workload is in, if the user has put it in one: then it follows that one's color. */
function groupOf(config: Document): string | undefined {
    const { config: values = {} } = config.toJS() as { config?: Record<string, unknown> };
    // What is wrong with the file is told by `pulumi up`, all at once.
    const named = Object.entries(
        (values["alchemorsel:groups"] ?? {}) as Record<string, { workloads?: unknown } | null>,
    );
    return named.find(([, group]) => Array.isArray(group?.workloads) && group.workloads.includes(workload))?.[0];
}
