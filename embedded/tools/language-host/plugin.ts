import * as grpc from "@grpc/grpc-js";
import { RunPluginRequest, RunPluginResponse } from "@pulumi/pulumi/proto/language_pb";

import { describeEnd, End, runNode } from "./children";
import { locate } from "./locate";
import { environmentOf, optionsOf } from "./options";
import { PolicyProxy } from "./policy-proxy";

type Call = grpc.ServerWritableStream<RunPluginRequest, RunPluginResponse>;

/** Runs a plugin that is written for Node.js: a policy pack, or a provider. */
export async function runPlugin(call: Call, stop: AbortSignal): Promise<void> {
    const send = {
        stdout: (chunk: Buffer) => call.write(new RunPluginResponse().setStdout(chunk)),
        stderr: (chunk: Buffer) => call.write(new RunPluginResponse().setStderr(chunk)),
    };
    const run = call.request.getKind() === "analyzer" ? runPolicyPack : runProvider;
    const end = await run(call.request, send, stop);
    const problem = describeEnd("Plugin", end);
    if (problem !== undefined && !stop.aborted) send.stderr(Buffer.from(problem + "\n"));
    call.write(new RunPluginResponse().setExitcode(end.code ?? 1));
    call.end();
}

interface Send {
    readonly stdout: (chunk: Buffer) => unknown;
    readonly stderr: (chunk: Buffer) => unknown;
}

async function runProvider(request: RunPluginRequest, send: Send, stop: AbortSignal): Promise<End> {
    const options = optionsOf(request.getInfo());
    const directory = directoryOf(request);
    const run = locate("@pulumi/pulumi/cmd/run-plugin", directory);
    return runNode({
        args: [...options.nodeargs, run, directory, ...request.getArgsList()],
        cwd: request.getPwd(),
        env: { ...environment(request), ...environmentOf(options) },
        onStdout: send.stdout,
        onStderr: send.stderr,
        stop,
    });
}

/** A pack starts when the engine has told the proxy about the stack; it always runs in its own folder. */
async function runPolicyPack(request: RunPluginRequest, send: Send, stop: AbortSignal): Promise<End> {
    const options = optionsOf(request.getInfo());
    const directory = directoryOf(request);
    const run = locate("@pulumi/pulumi/cmd/run-policy-pack", directory);
    const proxy = new PolicyProxy();
    const close = () => {
        proxy.close("the policy pack has ended: see its output");
    };
    stop.addEventListener("abort", close);
    try {
        send.stdout(Buffer.from(`${await proxy.listen()}\n`));
        const stack = stackEnvironment(await proxy.configured);
        return await runNode({
            args: [...options.nodeargs, run, ...request.getArgsList(), directory],
            cwd: directory,
            env: { ...environment(request), ...environmentOf(options), ...stack },
            onStdout: afterPort((port) => {
                proxy.attach(port).catch((error: unknown) => {
                    proxy.close(`the policy pack could not be configured: ${String(error)}`);
                });
            }, send.stdout),
            onStderr: send.stderr,
            stop,
        });
    } finally {
        stop.removeEventListener("abort", close);
        close();
    }
}

type StackConfiguration = Awaited<PolicyProxy["configured"]>;

/** The SDK in the pack reads the stack and its config from here. */
function stackEnvironment(stack: StackConfiguration): Record<string, string> {
    if (stack === undefined) return {};
    return {
        PULUMI_NODEJS_ORGANIZATION: stack.getOrganization(),
        PULUMI_NODEJS_PROJECT: stack.getProject(),
        PULUMI_NODEJS_STACK: stack.getStack(),
        PULUMI_NODEJS_DRY_RUN: String(stack.getDryRun()),
        PULUMI_CONFIG: JSON.stringify(Object.fromEntries(stack.getConfigMap().toArray())),
    };
}

/** The first line of a plugin's output is its port; the rest is handed on. */
function afterPort(onPort: (port: number) => void, rest: (chunk: Buffer) => unknown): (chunk: Buffer) => void {
    let first: Buffer | undefined = Buffer.alloc(0);
    return (chunk) => {
        if (first === undefined) {
            rest(chunk);
            return;
        }
        first = Buffer.concat([first, chunk]);
        const end = first.indexOf("\n");
        if (end < 0) return;
        onPort(Number(first.subarray(0, end).toString()));
        const more = first.subarray(end + 1);
        first = undefined;
        if (more.length > 0) rest(more);
    };
}

function directoryOf(request: RunPluginRequest): string {
    return request.getInfo()?.getProgramDirectory() ?? request.getProgram();
}

/** The engine sends all of the plugin's environment; of a name that comes twice the last one counts. */
function environment(request: RunPluginRequest): Record<string, string> {
    return Object.fromEntries(request.getEnvList().map((entry) => split(entry)));
}

function split(entry: string): [string, string] {
    const at = entry.indexOf("=");
    return at < 0 ? [entry, ""] : [entry.slice(0, at), entry.slice(at + 1)];
}
