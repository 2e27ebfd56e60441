import * as grpc from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
    AnalyzerHandshakeResponse,
    AnalyzerStackConfigureRequest,
    AnalyzerStackConfigureResponse,
} from "@pulumi/pulumi/proto/analyzer_pb";

/**
 * Stands before a policy pack. The engine tells a pack that runs already about the stack and its config; a pack for
 * Node.js wants to know them in its environment when it starts. So the engine connects here, tells, the pack is started,
 * and from then on every call is handed on, byte for byte.
 */
export class PolicyProxy {
    private readonly server = new grpc.Server(limits);
    private readonly configuration = withResolver<AnalyzerStackConfigureRequest | undefined>();
    private readonly pack = withResolver<grpc.Client>();

    /** Starts to listen and returns the port. */
    async listen(): Promise<number> {
        this.pack.promise.catch(() => undefined); // Told to whoever calls, and to nobody if nobody does.
        this.server.addService(rawService, this.handlers());
        return bind(this.server);
    }

    /** What the engine said of the stack; undefined if it asks for something else first, as `pulumi policy publish` does. */
    get configured(): Promise<AnalyzerStackConfigureRequest | undefined> {
        return this.configuration.promise;
    }

    /** From now on calls go to the pack on this port. */
    async attach(port: number): Promise<void> {
        const client = new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), limits);
        const configuration = await this.configured;
        if (configuration !== undefined) {
            const { path } = AnalyzerService.configureStack;
            await call(client, path, Buffer.from(configuration.serializeBinary()), new grpc.Metadata()).catch(
                unlessUnimplemented,
            );
        }
        this.pack.resolve(client);
    }

    /** The pack has ended: answers calls that still wait for it, and takes no more. */
    close(reason: string): void {
        this.configuration.resolve(undefined);
        this.pack.reject({ code: grpc.status.UNAVAILABLE, details: reason });
        this.pack.promise.then(
            (client) => {
                client.close();
            },
            () => undefined,
        );
        this.server.forceShutdown();
    }

    private handlers(): grpc.UntypedServiceImplementation {
        const forwarded = Object.entries(AnalyzerService).map(
            ([name, method]) => [name, this.forward(method.path)] as const,
        );
        const handshake: grpc.handleUnaryCall<unknown, AnalyzerHandshakeResponse> = (_call, answer) => {
            answer(null, new AnalyzerHandshakeResponse());
        };
        const configureStack: grpc.handleUnaryCall<AnalyzerStackConfigureRequest, AnalyzerStackConfigureResponse> = (
            { request },
            answer,
        ) => {
            this.configuration.resolve(request);
            answer(null, new AnalyzerStackConfigureResponse());
        };
        return { ...Object.fromEntries(forwarded), handshake, configureStack };
    }

    private forward(path: string): grpc.handleUnaryCall<Buffer, Buffer> {
        return ({ request, metadata }, answer) => {
            this.configuration.resolve(undefined);
            this.pack.promise
                .then((client) => call(client, path, request, metadata))
                .then(
                    (response) => {
                        answer(null, response);
                    },
                    (error: unknown) => {
                        answer(error as grpc.ServiceError);
                    },
                );
        };
    }
}

/** Stacks may be large: the engine's own limit. */
export const limits = { "grpc.max_receive_message_length": 400 * 1024 * 1024, "grpc.max_send_message_length": -1 };

/** Listens on a free port of this machine. */
export function bind(server: grpc.Server): Promise<number> {
    return new Promise((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
            if (error) reject(error);
            else resolve(port);
        });
    });
}

const asIs = (bytes: Buffer) => bytes;

/** The service with messages left as bytes, but for the two calls that the proxy answers itself. */
const rawService: grpc.ServiceDefinition = { ...AnalyzerService };
for (const [name, method] of Object.entries<grpc.MethodDefinition<unknown, unknown>>(rawService)) {
    if (name === "handshake" || name === "configureStack") continue;
    Object.assign(rawService, { [name]: { ...method, requestDeserialize: asIs, responseSerialize: asIs } });
}

function call(client: grpc.Client, path: string, request: Buffer, metadata: grpc.Metadata): Promise<Buffer> {
    return new Promise((resolve, reject) => {
        client.makeUnaryRequest(path, asIs, asIs, request, metadata, (error, response) => {
            if (error) reject(error);
            else resolve(response ?? Buffer.alloc(0));
        });
    });
}

function unlessUnimplemented(error: grpc.ServiceError): void {
    if (error.code !== grpc.status.UNIMPLEMENTED) throw error;
}

function withResolver<T>() {
    let resolve!: (value: T) => void;
    let reject!: (reason: unknown) => void;
    const promise = new Promise<T>((yes, no) => {
        [resolve, reject] = [yes, no];
    });
    return { promise, resolve, reject };
}
