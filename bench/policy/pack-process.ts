import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as readline from "node:readline";

import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
    type AnalyzeResponse,
    type AnalyzerInfo,
    ConfigureAnalyzerRequest,
    EnforcementLevel,
    PolicyConfig,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

import { lastLines } from "../../embedded/process";
import { locate } from "../../embedded/tools/language-host/locate";
import { type Diagnostic, diagnosticsOf, requestOf, stackRequestOf } from "../../test/policy-pack/requests";
import type { CaseResource } from "../../test/policy-pack/rule-cases";

/** A policy pack as the language host starts it, without an engine: what it is asked comes from here. */
export class PackProcess {
    private constructor(
        private readonly child: ChildProcess,
        private readonly client: AnalyzerClient,
        /** From the start of the process until it has its config. */
        readonly startSeconds: number,
        /** Names of its policies, those that are off among them. */
        readonly policies: readonly string[],
    ) {}

    /**
     * Starts the pack of a folder, with its own copy of the SDKs.
     *
     * @param env Beside this process's own.
     * @param only Policies that are on; by default all that the pack has on.
     */
    static async start(
        folder: string,
        env: Record<string, string> = {},
        only?: readonly string[],
    ): Promise<PackProcess> {
        const before = performance.now();
        const run = locate("@pulumi/pulumi/cmd/run-policy-pack", folder);
        // The engine's address comes first: the pack never calls it.
        const command = [process.execPath, run, "127.0.0.1:0", folder];
        // Whatever becomes of this process, that one ends with it.
        const child = spawn("setpriv", ["--pdeathsig", "KILL", "--", ...command], {
            cwd: folder,
            env: { ...process.env, ...env },
            stdio: ["ignore", "pipe", "pipe"],
        });
        try {
            const port = await portOf(child, folder);
            const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), limits);
            const info = await call<AnalyzerInfo>((answer) => client.getAnalyzerInfo(new Empty(), answer));
            await call((answer) => client.configure(configOf(info, only), answer));
            const seconds = (performance.now() - before) / 1000;
            return new PackProcess(
                child,
                client,
                seconds,
                info.getPoliciesList().map((policy) => policy.getName()),
            );
        } catch (error) {
            child.kill("SIGKILL");
            throw error;
        }
    }

    async analyze(resource: CaseResource): Promise<Diagnostic[]> {
        const request = requestOf(resource);
        return diagnosticsOf(await call<AnalyzeResponse>((answer) => this.client.analyze(request, answer)));
    }

    async analyzeStack(resources: readonly CaseResource[]): Promise<Diagnostic[]> {
        const request = stackRequestOf(resources);
        return diagnosticsOf(await call<AnalyzeResponse>((answer) => this.client.analyzeStack(request, answer)));
    }

    /** What the process has used so far, with all of its threads. */
    cpuSeconds(): number {
        const stat = fs.readFileSync(`/proc/${String(this.child.pid)}/stat`, "utf8");
        // After the name, which may hold anything: utime and stime are the 14th and the 15th of all.
        const [user, system] = stat
            .slice(stat.lastIndexOf(")") + 2)
            .split(" ")
            .slice(11, 13);
        return (Number(user) + Number(system)) / ticksPerSecond();
    }

    async stop(): Promise<void> {
        this.client.close();
        if (this.child.exitCode !== null || this.child.signalCode !== null) return;
        const ended = once(this.child, "exit");
        this.child.kill("SIGKILL");
        await ended;
    }
}

/** Stacks may be large: the engine's own limit. */
const limits = { "grpc.max_receive_message_length": 400 * 1024 * 1024, "grpc.max_send_message_length": -1 };

let ticks: number | undefined;

function ticksPerSecond(): number {
    return (ticks ??= Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" })));
}

/** The first line that a pack prints. */
async function portOf(child: ChildProcess, folder: string): Promise<number> {
    const { stdout, stderr } = child;
    if (stdout === null || stderr === null) throw new Error("the pack has no output to read");
    let errors = "";
    child.once("error", (error) => {
        errors = error.message;
    });
    stderr.on("data", (chunk: Buffer) => {
        errors = lastLines(errors + chunk.toString(), 20);
    });
    for await (const line of readline.createInterface({ input: stdout })) {
        // Read on: a pack whose output nobody takes would stand still.
        stdout.resume();
        return Number(line);
    }
    throw new Error(`the pack in ${folder} ended before it served: ${errors}`);
}

function call<Response>(
    make: (answer: (error: grpc.ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
    return new Promise((resolve, reject) => {
        make((error, response) => {
            if (error) reject(error);
            else resolve(response);
        });
    });
}

/** As the engine does it: the defaults of the schemas, then what the pack says for all of its policies, then for each. */
function configOf(info: AnalyzerInfo, only?: readonly string[]): ConfigureAnalyzerRequest {
    const request = new ConfigureAnalyzerRequest();
    const initial = info.getInitialconfigMap();
    for (const policy of info.getPoliciesList()) {
        const own = initial.get(policy.getName());
        const schemas = policy.getConfigschema()?.getProperties()?.toJavaScript() ?? {};
        const properties = { ...defaultsOf(schemas), ...own?.getProperties()?.toJavaScript() };
        const configured = own ?? initial.get("all") ?? policy;
        const isOn = only?.includes(policy.getName()) ?? true;
        const level = isOn ? configured.getEnforcementlevel() : EnforcementLevel.DISABLED;
        const config = new PolicyConfig().setEnforcementlevel(level).setProperties(Struct.fromJavaScript(properties));
        request.getPolicyconfigMap().set(policy.getName(), config);
    }
    return request;
}

function defaultsOf(schemas: Record<string, JavaScriptValue>): Record<string, JavaScriptValue> {
    const entries = Object.entries(schemas as Record<string, { default?: JavaScriptValue }>);
    return Object.fromEntries(
        entries.flatMap(([name, schema]) => (schema.default === undefined ? [] : [[name, schema.default]])),
    );
}
