import { RunRequest, RunResponse } from "@pulumi/pulumi/proto/language_pb";

import { describeEnd, runNode } from "./children";
import { locate } from "./locate";
import { environmentOf, optionsOf } from "./options";

export interface Engine {
    readonly address: string;
    readonly tracing?: string;
}

/** The SDK ends with this code after it has told the user what is wrong: nothing is to be added. */
const alreadyReported = 32;

/** Runs a Pulumi program to its end. What is wrong with the program is in the response, not thrown. */
export async function runProgram(request: RunRequest, engine: Engine, stop: AbortSignal): Promise<RunResponse> {
    const response = new RunResponse();
    try {
        const memory = new MemoryWatch();
        const options = optionsOf(request.getInfo());
        const directory = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
        const run = locate(process.env.PULUMI_LANGUAGE_NODEJS_RUN_PATH ?? "@pulumi/pulumi/cmd/run", directory);
        const end = await runNode({
            args: [...options.nodeargs, run, ...programArguments(request, engine, directory)],
            cwd: process.cwd(),
            env: { ...process.env, ...environmentOf(options), ...configOf(request) },
            onStdout: (chunk) => process.stdout.write(chunk),
            onStderr: (chunk) => {
                memory.watch(chunk);
                process.stderr.write(chunk);
            },
            stop,
        });
        if (end.code === alreadyReported) response.setBail(true);
        else response.setError(memory.explain(describeEnd("Program", end)) ?? "");
    } catch (error) {
        response.setError(error instanceof Error ? error.message : String(error));
    }
    return response;
}

/** The program talks to the engine's own monitor; invokes that block, which older SDKs made through the host, are gone. */
function programArguments(request: RunRequest, engine: Engine, directory: string): string[] {
    const values = {
        monitor: request.getMonitorAddress(),
        engine: engine.address,
        organization: request.getOrganization(),
        project: request.getProject(),
        "root-directory": request.getInfo()?.getRootDirectory(),
        stack: request.getStack(),
        pwd: directory,
        parallel: String(request.getParallel()),
        tracing: engine.tracing,
    };
    return [
        ...Object.entries(values).flatMap(([name, value]) => (value ? [`--${name}`, value] : [])),
        ...(request.getDryrun() ? ["--dry-run"] : []),
        request.getInfo()?.getEntryPoint() ?? request.getProgram(),
        ...request.getArgsList(),
    ];
}

function configOf(request: RunRequest): Record<string, string> {
    const config: Record<string, string> = {};
    request.getConfigMap().forEach((value, key) => {
        config[key] = value;
    });
    return {
        PULUMI_CONFIG: JSON.stringify(config),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    };
}

/** V8 says that it ran out of memory, and dies with a signal that says nothing. */
class MemoryWatch {
    private seen = false;
    private tail = "";

    watch(chunk: Buffer): void {
        const text = this.tail + chunk.toString("latin1");
        this.seen ||= /<--- Last few GCs --->|JavaScript heap out of memory/.test(text);
        this.tail = text.slice(-64);
    }

    explain(problem: string | undefined): string | undefined {
        if (problem === undefined || !this.seen) return problem;
        return `${problem}. It ran out of memory: give Node.js more with the runtime option \`nodeargs: --max-old-space-size=<MB>\` in Pulumi.yaml`;
    }
}
