import * as https from "node:https";

import type { Connection } from "../../components/kubernetes/connection";
import { untilDone } from "../backoff";
import { type Clock, systemClock } from "../clock";
import { transient } from "./sdk-failure";
import { sdkOptions } from "./sdk-options";

/** EKS takes a token for fifteen minutes, and a signature that is no older than this, in seconds. */
const signatureSeconds = 60;

const patienceMilliseconds = 10_000;

/**
 * Opens the API server of an EKS cluster, by its name alone: address and certificate from EKS, and a token that is signed
 * here with the credentials that the AWS CLI would use. Nothing of it is in the engine's state, which a way back must not
 * wait for, and no `aws eks get-token` is started, whose Python and the Kubernetes client that runs it cost two seconds.
 *
 * https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
 */
export async function eksConnection(
    region: string,
    clusterName: string,
    clock: Clock = systemClock,
): Promise<Connection> {
    const { EKS } = await import("@aws-sdk/client-eks");
    const eks = new EKS({ region, ...sdkOptions });
    const until = clock.now() + patienceMilliseconds;
    try {
        const [{ cluster }, token] = await Promise.all([
            untilDone(clock, until, () => eks.describeCluster({ name: clusterName }), transient),
            clusterToken(eks.config, region, clusterName),
        ]);
        const { endpoint, certificateAuthority, status } = cluster ?? {};
        if (endpoint === undefined || certificateAuthority?.data === undefined) {
            throw new Error(`the EKS cluster ${clusterName} has no address: it is ${status ?? "not there"}`);
        }
        const agent = new https.Agent({ ca: Buffer.from(certificateAuthority.data, "base64"), keepAlive: true });
        return { server: endpoint, options: { agent, headers: { authorization: `Bearer ${token}` } } };
    } finally {
        eks.destroy();
    }
}

type Signer = Pick<
    ConstructorParameters<typeof import("@smithy/signature-v4").SignatureV4>[0],
    "credentials" | "sha256"
>;

/** A signed question to STS who we are: EKS asks it, and so knows. The signature covers the cluster's name. */
async function clusterToken(signer: Signer, region: string, clusterName: string): Promise<string> {
    const { SignatureV4 } = await import("@smithy/signature-v4");
    const hostname = `sts.${region}.amazonaws.com`;
    const question = {
        ...{ method: "GET", protocol: "https:", hostname, path: "/" },
        query: { Action: "GetCallerIdentity", Version: "2011-06-15" },
        headers: { host: hostname, "x-k8s-aws-id": clusterName },
    };
    const { query = {} } = await new SignatureV4({ ...signer, region, service: "sts" }).presign(question, {
        expiresIn: signatureSeconds,
    });
    const signed = new URLSearchParams(query as Record<string, string>).toString();
    return `k8s-aws-v1.${Buffer.from(`https://${hostname}/?${signed}`).toString("base64url")}`;
}
