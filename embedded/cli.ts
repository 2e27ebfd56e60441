/** The commands behind the Makefile. Usage: cli up | down | clean | status | logs <part> | env | tools | tools-aws | images | preview <stack> */
import * as fs from "node:fs";
import * as path from "node:path";

import { connect } from "../components/kubernetes/connection";
import { kubeconfigReader } from "../components/kubernetes/kubeconfig-reader";
import { sender } from "../components/kubernetes/request";
import { untilAnswers } from "./answers";
import {
    checkPort,
    kubeconfigFile,
    nodePid,
    readSettings,
    readStatus,
    statusTable,
    stopNode,
    untilWorkloadsReady,
    upCluster,
} from "./cluster";
import { UserError } from "./errors";
import { ensureImages, Image, ImageName } from "./images";
import { withLock } from "./lock";
import { stateRoot } from "./paths";
import { clusterSettings, ensureStackTools, projectFolder, stackEnvironment, stackImages } from "./platform";
import { packFolder } from "./policy/pack-folder";
import { checkMachine, checkState } from "./preflight";
import { preview } from "./preview";
import { run, RunError, shellQuote } from "./process";
import { createProgress } from "./progress";
import { needsRecipes, seed } from "./seed";
import { chosenContext, ensureStack, scalesOnRequests, stackFile, type StackImages } from "./stack";
import { ensureEngine, ensureTools, tools, toolsOfEngine } from "./tools";

const cluster = process.env.ALCHEMORSEL_CLUSTER ?? "local";
const port = Number(process.env.ALCHEMORSEL_PORT ?? "8080");
const state = stateRoot(cluster);
const progress = createProgress();

/** What only the stacks on AWS and their rehearsal need. */
const onlyForAws: readonly string[] = ["pulumi-aws", "external-secrets", "kwok"];

const commands: Record<string, (args: string[]) => Promise<void>> = {
    up,
    down,
    clean,
    status,
    logs,
    env: printEnvironment,
    tools: async () => {
        const local = tools.map((tool) => tool.name).filter((name) => !onlyForAws.includes(name));
        await ensureTools(local, progress);
    },
    "tools-aws": async () => {
        await ensureTools(await toolsOfEngine("aws"), progress);
    },
    preview: ([stack = ""]) => preview(projectFolder, stack, progress),
    images: async () => {
        for (const image of (await ensureImages(stackImages(needs()), progress)).values()) {
            console.log(`${image.reference}\n    ${image.archive}`);
        }
    },
};

/** `--context <name>`: a cluster that the user has, by its context, from now on. */
async function up(args: string[]): Promise<void> {
    const context = args[0] === "--context" ? args[1] : chosenContext(projectFolder, cluster);
    checkMachine({ cluster, port, needsRoot: context === undefined });
    fs.mkdirSync(state, { recursive: true, mode: 0o700 });
    await withLock(
        path.join(state, "up.lock"),
        async () => {
            if (context === undefined) {
                await checkGatewayPort();
            }
            await ensureStackTools(context === undefined, needs(), progress);
            const engine = await ensureEngine(state, progress);
            const images = context === undefined ? await embeddedCluster() : await foreignCluster();
            const env = { ...process.env, ...stackEnvironment(state, cluster, engine, context) };
            const stack = { project: projectFolder, stack: cluster, state, env, port, context };
            const notes = await ensureStack({ ...stack, ...images });
            await progress.step("pulumi up", (report) => pulumiUp(env, report));
            const { stdout } = await run("pulumi", ["stack", "output", "address"], { cwd: projectFolder, env });
            const address = stdout.trim();
            if (context === undefined) {
                notes.push(...(await untilReady(address)), ...(await withRecipes(address, images.images.app)));
            }
            for (const line of [...notes, ...lastWords(address)]) {
                progress.note(line);
            }
        },
        (holder) => {
            progress.note(holder);
        },
    );
}

/** Before anything is built or stopped: the port is free, or the cluster's own. */
async function checkGatewayPort(): Promise<void> {
    const running = readSettings(state);
    if (!running || nodePid(running) === undefined || running.port !== port) {
        await checkPort(port);
    }
}

async function pulumiUp(env: NodeJS.ProcessEnv, report: (detail: string) => void): Promise<void> {
    try {
        const args = [
            "up",
            "--yes",
            "--skip-preview",
            "--non-interactive",
            "--color=never",
            "--policy-pack",
            packFolder,
        ];
        await run("pulumi", args, {
            cwd: projectFolder,
            env,
            onLine: (line) => {
                report(line.trim());
            },
        });
    } catch (error) {
        if (!(error instanceof RunError)) {
            throw error;
        }
        // The engine's summary: what failed, and what came of the rest.
        const diagnostics = error.stdout.indexOf("\nDiagnostics:");
        throw new UserError(
            `pulumi up failed\n${error.stdout.slice(Math.max(diagnostics, 0)).trim()}\n${error.stderr.trim()}`,
        );
    }
}

/**
 * Waits until what the stack runs is ready and answers: after a start of the node that takes seconds, also where nothing
 * of the stack has changed.
 *
 * @returns What the user should know of pods that never got ready, such as an idle color that crashes.
 */
async function untilReady(address: string): Promise<string[]> {
    const settings = readSettings(state);
    if (!settings) {
        throw new Error(`the cluster of ${state} has no settings`);
    }
    return progress.step("Workloads", async (report) => {
        const waiting = await untilWorkloadsReady(settings, report);
        await untilAnswers(address, report);
        return waiting.length === 0 ? [] : [`Not ready: ${waiting.join(", ")}. To see why: kubectl describe pod …`];
    });
}

/** A new installation has something to read. */
async function withRecipes(address: string, app: string): Promise<string[]> {
    if (!(await needsRecipes(state, address))) return [];
    const access = { kubeconfig: kubeconfigFile({ state }) };
    const cluster = { reader: kubeconfigReader(access), send: sender(() => connect(access)) };
    return progress.step("Recipes to begin with", () => seed(cluster, state, app));
}

function lastWords(address: string): string[] {
    return [
        `Open ${address} in a browser: recipes to search, read and rate.`,
        'Next: eval "$(make -s env)". Who has the key that `pulumi config get editorKey` then prints may write.',
    ];
}

/** The embedded cluster, up; what images the stack can use there. */
async function embeddedCluster() {
    const { settings, images } = await clusterSettings({ name: cluster, state, port, needs: needs() }, progress);
    return { images: stackReferences(images), present: await upCluster(settings, progress) };
}

/** A cluster that the user has: its images are the user's to load, or to take from a registry. */
async function foreignCluster() {
    const images = await ensureImages(stackImages(needs()), progress);
    progress.note("This cluster needs these images (for kind: kind load image-archive <file>):");
    for (const image of images.values()) {
        progress.note(`    ${image.reference}\n        ${image.archive}`);
    }
    const present = [...images.values()].map(({ reference }) => reference);
    return { images: stackReferences(images), present: new Set(present) };
}

/** What this stack needs, and others may not. */
function needs() {
    return { scalesOnRequests: scalesOnRequests(projectFolder, cluster) };
}

function stackReferences(images: ReadonlyMap<ImageName, Image>): StackImages {
    const reference = (name: ImageName) => images.get(name)?.reference ?? "";
    return {
        app: reference("app"),
        postgres: reference("postgres"),
        redis: reference("redis"),
        prometheus: reference("prometheus"),
        prometheusAdapter: images.get("prometheus-adapter")?.reference,
    };
}

async function down(): Promise<void> {
    const settings = readSettings(state);
    if (!settings) {
        progress.note(`There is no cluster ${cluster}${ofRoot("down")}.`);
        return;
    }
    await withLock(path.join(state, "up.lock"), () => progress.step("Stopping the cluster", () => stopNode(settings)));
    progress.note(`Its data stays in ${state}; make clean removes it.`);
}

/** Root's clusters lie in root's home, where nobody else sees them. */
function ofRoot(verb: string): string {
    return process.getuid?.() === 0 ? "" : `; for one that root started: sudo make ${verb}`;
}

async function clean(args: string[]): Promise<void> {
    const settings = readSettings(state);
    if (settings && nodePid(settings) !== undefined) {
        throw new UserError("the cluster runs: make down first");
    }
    const doomed = [state, stackFile(projectFolder, cluster)].filter((file) => fs.existsSync(file));
    if (doomed.length === 0) {
        progress.note("Nothing to remove.");
        return;
    }
    progress.note("The database with all its recipes, the cluster's keys and logs, and the stack's state and config:");
    doomed.forEach((file) => {
        progress.note(`    ${file}`);
    });
    if (!args.includes("--yes")) {
        throw new UserError("nothing was removed: say make clean YES=1 to remove it for good");
    }
    await progress.step("Removing", async () => {
        await Promise.all(doomed.map((file) => fs.promises.rm(file, { recursive: true, force: true })));
    });
}

function status(): Promise<void> {
    const settings = readSettings(state);
    const current = settings && nodePid(settings) !== undefined ? readStatus(settings) : undefined;
    if (!current) {
        throw new UserError(`the cluster ${cluster} is not up: make up${ofRoot("status")}`);
    }
    console.log(statusTable(current, Date.now()));
    return Promise.resolve();
}

function logs(args: string[]): Promise<void> {
    const folder = path.join(state, "logs");
    const known = fs.existsSync(folder) ? fs.readdirSync(folder).map((file) => path.parse(file).name) : [];
    const part = args[0] ?? "";
    if (!known.includes(part)) {
        throw new UserError(`no log of ${part === "" ? "no part" : part}: make logs PART=<one of ${known.join(", ")}>`);
    }
    process.stdout.write(fs.readFileSync(path.join(folder, `${part}.log`)));
    return Promise.resolve();
}

async function printEnvironment(): Promise<void> {
    const engine = await ensureEngine(state, progress);
    const context = chosenContext(projectFolder, cluster);
    for (const [name, value] of Object.entries(stackEnvironment(state, cluster, engine, context))) {
        console.log(`export ${name}=${shellQuote(value)}`);
    }
}

async function main(): Promise<void> {
    const [verb = "", ...args] = process.argv.slice(2);
    const command = commands[verb];
    if (!command) {
        throw new UserError(`unknown command ${verb}: one of ${Object.keys(commands).join(", ")}`);
    }
    checkState(state);
    await command(args);
}

main().catch((error: unknown) => {
    const expected = error instanceof UserError || error instanceof RunError;
    console.error(expected ? `error: ${error.message}` : error);
    process.exitCode = 1;
});
