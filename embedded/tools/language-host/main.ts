import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";

import { killChildren } from "./children";
import { Engine } from "./program";
import { bind, limits } from "./policy-proxy";
import { languageRuntime } from "./service";

/** Put in when the host is bundled. */
declare const HOST_VERSION: string;

/** The engine starts the host as `pulumi-language-nodejs [flags] <address of the engine>` and reads the port that it prints. */
async function main(): Promise<void> {
    if (process.argv.includes("--version") || process.argv.includes("-version")) {
        console.log(HOST_VERSION);
        return;
    }
    endWithEngine();
    const server = new grpc.Server(limits);
    server.addService(LanguageRuntimeService, { ...languageRuntime(engineOf(process.argv.slice(2)), HOST_VERSION) });
    console.log(await bind(server));
}

function engineOf(args: readonly string[]): Engine {
    const tracing = args.findIndex((arg) => /^--?tracing$/.test(arg));
    return { address: args.at(-1) ?? "", tracing: tracing < 0 ? undefined : args[tracing + 1] };
}

/** An engine that ends as it should sends SIGINT; of one that was killed the host notices that its parent is another. */
function endWithEngine(): void {
    const parent = process.ppid;
    const end = () => process.exit(0);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
    for (const stream of [process.stdout, process.stderr]) stream.on("error", end);
    setInterval(() => {
        if (process.ppid !== parent) end();
    }, 250).unref();
    process.on("exit", killChildren);
}

main().catch((error: unknown) => {
    console.error(error);
    process.exit(1);
});
