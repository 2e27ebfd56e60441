import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";

/** Credentials all around: whoever takes some leaves a mark, or asks a server that counts. */
export class Traps {
    private readonly mark: string;
    private readonly server: http.Server;
    private requests = 0;

    /** `home` is an empty folder. */
    constructor(private readonly home: string) {
        this.mark = path.join(home, "was-here");
        this.server = http.createServer((_request, response) => {
            this.requests++;
            response.writeHead(500).end();
        });
    }

    async set(): Promise<NodeJS.ProcessEnv> {
        await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
        const address = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
        const touch = `/usr/bin/touch '${this.mark}'`;
        const profile = (header: string) => `[${header}]\ncredential_process = ${touch}\n`;
        this.write(".aws/config", profile("default") + profile("profile trap"));
        this.write(".aws/credentials", profile("default") + profile("trap"));
        this.write(
            ".pulumi/credentials.json",
            JSON.stringify({ current: address, accessTokens: { [address]: "trap" } }),
        );
        this.write(".kube/config", JSON.stringify(kubeconfig(address, this.mark)));
        return {
            HOME: this.home,
            AWS_PROFILE: "trap",
            AWS_ENDPOINT_URL: address,
            AWS_CONTAINER_CREDENTIALS_FULL_URI: address,
            AWS_EC2_METADATA_SERVICE_ENDPOINT: address,
            KUBECONFIG: path.join(this.home, ".kube/config"),
            PULUMI_ACCESS_TOKEN: trapKey,
            PULUMI_CONFIG_PASSPHRASE: trapKey,
        };
    }

    /** What was taken: nothing, if all is well. */
    sprung(): string[] {
        return [
            ...(fs.existsSync(this.mark) ? ["a program that hands out credentials was started"] : []),
            ...(this.requests > 0 ? [`${this.requests} requests for credentials, or with some`] : []),
        ];
    }

    async remove(): Promise<void> {
        this.server.closeAllConnections();
        await new Promise((resolve) => this.server.close(resolve));
    }

    private write(name: string, content: string): string {
        const file = path.join(this.home, name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, content);
        return file;
    }
}

/** What must stand in no output. */
export const trapKey = "AKIATRAPTRAPTRAPTRAP";

function kubeconfig(server: string, mark: string): object {
    const exec = { apiVersion: "client.authentication.k8s.io/v1beta1", command: "/usr/bin/touch", args: [mark] };
    return {
        apiVersion: "v1",
        kind: "Config",
        "current-context": "trap",
        contexts: [{ name: "trap", context: { cluster: "trap", user: "trap" } }],
        clusters: [{ name: "trap", cluster: { server } }],
        users: [{ name: "trap", user: { exec } }],
    };
}
