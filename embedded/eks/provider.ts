// The resources that come in as references are read back as what these modules say.
import "@pulumi/aws/eks";
import "@pulumi/aws/iam";
import type { Cluster as AwsCluster } from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";

import { Cluster } from "./cluster";
import { kubeconfig, type Credentials } from "./kubeconfig";
import { type Core, ManagedNodeGroup } from "./managed-node-group";

const notice =
    "This plan has the project's own stand-in for the official plugin of @pulumi/eks, which isn't installed: it registers " +
    "the same resources for the options that it knows, and refuses the others.";

/** The plugin that @pulumi/eks forwards to. */
export class EksProvider implements pulumi.provider.Provider {
    readonly schema: string;
    private noticed = false;

    constructor(readonly version: string) {
        this.schema = JSON.stringify({ name: "eks", version });
        const construct = (name: string, type: string, urn: string): pulumi.Resource => {
            return type === "eks:index:Cluster"
                ? new ClusterReference(name, urn)
                : new Reference(type, name, {}, { urn });
        };
        pulumi.runtime.registerResourceModule("eks", "index", { version, construct });
    }

    construct(
        name: string,
        type: string,
        inputs: pulumi.Inputs,
        opts: pulumi.ComponentResourceOptions,
    ): Promise<pulumi.provider.ConstructResult> {
        return Promise.resolve().then(() => {
            const { resource, state } = this.make(name, type, inputs, opts);
            return { urn: resource.urn, state };
        });
    }

    /** The one method that a program can call: `cluster.getKubeconfig()`. */
    call(token: string, inputs: pulumi.Inputs): Promise<pulumi.provider.InvokeResult> {
        if (token !== "eks:index:Cluster/getKubeconfig") return Promise.reject(new Error(`unknown method ${token}`));
        const cluster = (inputs.__self__ as ClusterReference).eksCluster;
        const to = pulumi.output({
            clusterName: cluster.name,
            endpoint: cluster.endpoint,
            arn: cluster.arn,
            certificateAuthority: cluster.certificateAuthority.data,
        });
        const { roleArn, profileName } = inputs as Record<keyof Credentials, pulumi.Input<string | undefined>>;
        const result = pulumi.jsonStringify(kubeconfig(to, pulumi.output({ roleArn, profileName })));
        return Promise.resolve({ outputs: { result } });
    }

    private make(name: string, type: string, inputs: pulumi.Inputs, opts: pulumi.ComponentResourceOptions) {
        switch (type) {
            case "eks:index:Cluster": {
                const cluster = new Cluster(name, inputs, opts);
                this.notify(cluster);
                return { resource: cluster, state: cluster.state };
            }
            case "eks:index:ManagedNodeGroup": {
                const group = new ManagedNodeGroup(name, inputs as { cluster: Core }, opts);
                return { resource: group, state: { nodeGroup: group.nodeGroup, placementGroupName: "" } };
            }
            default:
                throw new Error(
                    `${type}: the stand-in for the official plugin of @pulumi/eks doesn't have this resource`,
                );
        }
    }

    private notify(resource: pulumi.Resource): void {
        if (!this.noticed) void pulumi.log.warn(notice, resource);
        this.noticed = true;
    }
}

/** Another component of the program's, such as the VPC CNI in the core of a cluster: nobody looks into it. */
class Reference extends pulumi.ComponentResource {}

/** A cluster of the program's that another resource is given. */
class ClusterReference extends pulumi.ComponentResource {
    declare readonly core: pulumi.Output<Core>;
    declare readonly eksCluster: pulumi.Output<AwsCluster>;

    constructor(name: string, urn: string) {
        super("eks:index:Cluster", name, { core: undefined, eksCluster: undefined }, { urn });
    }
}
