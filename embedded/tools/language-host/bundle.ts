import { ensureBundle } from "../bundle";
import { pulumiVersion } from "../table";

export function bundleLanguageHost(): Promise<string> {
    return ensureBundle({
        name: "language-host",
        source: __dirname,
        define: { HOST_VERSION: pulumiVersion.replace(/^v/, "") },
        packages: ["@grpc/grpc-js", "@pulumi/pulumi", "google-protobuf"],
    });
}
