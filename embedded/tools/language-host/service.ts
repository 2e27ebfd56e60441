import { readFileSync } from "node:fs";

import * as grpc from "@grpc/grpc-js";
import { ILanguageRuntimeServer } from "@pulumi/pulumi/proto/language_grpc_pb";
import {
    AboutResponse,
    GetProgramDependenciesResponse,
    GetRequiredPackagesResponse,
    LanguageHandshakeResponse,
    ProgramInfo,
    RuntimeOptionsResponse,
} from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

import { installDependencies, packageManagerOf } from "./install";
import { locate } from "./locate";
import { optionsOf } from "./options";
import { programDependencies, requiredPackages } from "./packages";
import { runPlugin } from "./plugin";
import { Engine, runProgram } from "./program";

/** Code generation and packaging of provider SDKs are no part of it: calls that are not here answer "unimplemented". */
type Service = Pick<
    ILanguageRuntimeServer,
    | "handshake"
    | "getPluginInfo"
    | "getRequiredPackages"
    | "getProgramDependencies"
    | "about"
    | "runtimeOptionsPrompts"
    | "installDependencies"
    | "run"
    | "runPlugin"
    | "cancel"
>;

/** The engine's protocol for languages, for Node.js. */
export function languageRuntime(started: Engine, version: string): Service {
    let engine = started;
    const cancelled = new AbortController();
    return {
        handshake: unary((request) => {
            engine = { ...engine, address: request.getEngineAddress() };
            return new LanguageHandshakeResponse();
        }),
        getPluginInfo: unary(() => new PluginInfo().setVersion(version)),
        getRequiredPackages: unary((request) =>
            new GetRequiredPackagesResponse().setPackagesList(requiredPackages(directoryOf(request.getInfo()))),
        ),
        getProgramDependencies: unary((request) => {
            const directory = directoryOf(request.getInfo());
            const dependencies = programDependencies(directory, request.getTransitivedependencies());
            return new GetProgramDependenciesResponse().setDependenciesList(dependencies);
        }),
        about: unary((request) => about(request.getInfo())),
        runtimeOptionsPrompts: unary(() => new RuntimeOptionsResponse()),
        installDependencies: streaming((call) => installDependencies(call, ended(call))),
        run: unary((request, call) => runProgram(request, engine, AbortSignal.any([cancelled.signal, ended(call)]))),
        runPlugin: streaming((call) => runPlugin(call, ended(call))),
        cancel: unary(() => {
            cancelled.abort();
            return new Empty();
        }),
    };
}

function about(info: ProgramInfo | undefined): AboutResponse {
    const directory = directoryOf(info);
    const response = new AboutResponse().setExecutable(process.execPath).setVersion(process.version);
    response.getMetadataMap().set("packagemanager", packageManagerOf(directory, optionsOf(info).packagemanager));
    try {
        const { version } = JSON.parse(readFileSync(locate("typescript/package.json", directory), "utf8")) as {
            version: string;
        };
        response.getMetadataMap().set("typescriptVersion", version);
    } catch {
        // The program does without TypeScript.
    }
    return response;
}

function directoryOf(info: ProgramInfo | undefined): string {
    return info?.getProgramDirectory() ?? process.cwd();
}

/** Aborts when the engine gives the call up, or is gone. */
function ended(call: { on(event: "cancelled", listener: () => void): unknown }): AbortSignal {
    const controller = new AbortController();
    call.on("cancelled", () => {
        controller.abort();
    });
    return controller.signal;
}

type Unary<Request, Response> = grpc.ServerUnaryCall<Request, Response>;
type Streaming<Request, Response> = grpc.ServerWritableStream<Request, Response>;

function unary<Request, Response>(
    work: (request: Request, call: Unary<Request, Response>) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
    return (call, answer) => {
        Promise.resolve()
            .then(() => work(call.request, call))
            .then(
                (response) => {
                    answer(null, response);
                },
                (error: unknown) => {
                    answer(failure(error));
                },
            );
    };
}

function streaming<Request, Response>(
    work: (call: Streaming<Request, Response>) => Promise<void>,
): grpc.handleServerStreamingCall<Request, Response> {
    return (call) => {
        work(call).catch((error: unknown) => call.destroy(Object.assign(new Error(), failure(error))));
    };
}

function failure(error: unknown): Partial<grpc.StatusObject> {
    return { code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) };
}
