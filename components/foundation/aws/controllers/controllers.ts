import { Namespace, type NamespaceArgs } from "@pulumi/kubernetes/core/v1/namespace";
import type { ReleaseArgs } from "@pulumi/kubernetes/helm/v3/release";
import { ConfigFile, type ConfigFileArgs } from "@pulumi/kubernetes/yaml/v2/configFile";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { type ChartName, charts, gatewayApiUrl } from "./charts";
import { controllersProblems } from "./controllers-rules";
import { externalSecretsValues } from "./external-secrets-values";
import { karpenterValues } from "./karpenter-values";
import { loadBalancerControllerValues } from "./load-balancer-controller-values";
import { metricsServerValues } from "./metrics-server-values";
import { createRelease } from "./release";

export interface ControllersArgs {
    /** Name of the EKS cluster. Changed in place. */
    clusterName: pulumi.Input<string>;
    /** Region of the cluster. Changed in place. */
    region: string;
    /**
     * AWS Load Balancer Controller, for the targets of target groups that others made (`TargetGroupBinding`) and nothing
     * else; default none. Under Auto Mode EKS brings it. `vpcId` is the VPC of the cluster, changed in place.
     */
    loadBalancerController?: { vpcId: pulumi.Input<string> };
    /** metrics-server, which autoscalers ask; default false. */
    metricsServer?: boolean;
    /**
     * External Secrets Operator, in a namespace of its own; default none. With `onlyNamespace`, which must be there
     * before, it serves that namespace and has no right to the Secrets of others; default all namespaces. Changed in place.
     */
    externalSecrets?: { onlyNamespace?: pulumi.Input<string> };
    /**
     * Karpenter; default none. Under Auto Mode EKS brings it. It makes no node before there is a `NodePool`, and doesn't
     * run on nodes of its own: it needs two others. `queueName` is `Karpenter.queueName`, changed in place.
     */
    karpenter?: { queueName: pulumi.Input<string> };
    /**
     * The standard definitions of the Gateway API; default false. From then on a preview must reach the cluster, and the
     * first one doesn't list them. **Taking them away deletes every route.**
     */
    gatewayApi?: boolean;
    /** Bends what is handed to Helm, the namespace, and where the definitions of the Gateway API are from. */
    transform?: Partial<Record<ChartName, Transform<ReleaseArgs>>> & {
        externalSecretsNamespace?: Transform<NamespaceArgs>;
        gatewayApi?: Transform<ConfigFileArgs, pulumi.ComponentResourceOptions>;
    };
}

/**
 * The controllers of a cluster on EKS, each from its chart in a pinned version: two replicas on different nodes, a
 * PodDisruptionBudget, limited memory, the security that the Pod Security Standard `restricted` asks for. A release is
 * raised in place, and rolled back when it fails. There is one of each in a cluster.
 *
 * `opts.provider` is the cluster's. Where the cluster is made in the same update, its kubeconfig isn't known before, and a
 * preview plans all of this without a network; later ones read the charts from their repositories.
 *
 * Put the roles (`ControllerRoles`, `Karpenter`) in `opts.dependsOn`: pods that start before theirs is there stay without.
 *
 * Helm never raises the definitions that a chart brings along. Those of Karpenter and External Secrets are raised all the
 * same; those of the AWS Load Balancer Controller by hand, once a new version of this package raises its chart:
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/installation/
 *
 * @example
 * ```ts
 * import { type Cluster, type ControllerRoles, Controllers, type Network } from "@alchemorsel/platform/aws";
 * import { Provider } from "@pulumi/kubernetes";
 *
 * declare const cluster: Cluster;
 * declare const network: Network;
 * declare const roles: ControllerRoles;
 *
 * const provider = new Provider("shop", { kubeconfig: cluster.kubeconfig }, { dependsOn: cluster });
 *
 * export const controllers = new Controllers(
 *     "shop-controllers",
 *     {
 *         clusterName: cluster.clusterName,
 *         region: "eu-central-1",
 *         loadBalancerController: { vpcId: network.vpcId },
 *         metricsServer: true,
 *         externalSecrets: {},
 *     },
 *     { provider, dependsOn: [roles] },
 * );
 * ```
 */
export class Controllers extends pulumi.ComponentResource {
    constructor(name: string, args: ControllersArgs, opts?: pulumi.ComponentResourceOptions) {
        throwProblems(`The args of controllers ${name} are not valid.`, controllersProblems(args));
        super("alchemorsel:aws:Controllers", name, {}, opts);
        // Also in the state, so that a role outlives the controller that has it.
        const childOpts = { parent: this, dependsOn: opts?.dependsOn };
        this.createLoadBalancerController(name, args, childOpts);
        this.createMetricsServer(name, args, childOpts);
        this.createExternalSecrets(name, args, childOpts);
        this.createKarpenter(name, args, childOpts);
        if (args.gatewayApi === true) {
            const file: ConfigFileArgs = { file: gatewayApiUrl };
            new ConfigFile(`${name}-gateway-api`, ...transformed(args.transform?.gatewayApi, file, childOpts));
        }
        this.registerOutputs({});
    }

    private createLoadBalancerController(
        name: string,
        args: ControllersArgs,
        opts: pulumi.CustomResourceOptions,
    ): void {
        const { region, clusterName, loadBalancerController, transform } = args;
        if (loadBalancerController === undefined) {
            return;
        }
        const { loadBalancerController: chart } = charts;
        const values = loadBalancerControllerValues({ region, clusterName, vpcId: loadBalancerController.vpcId });
        createRelease(`${name}-${chart.key}`, chart, values, transform?.loadBalancerController, opts);
    }

    private createMetricsServer(name: string, args: ControllersArgs, opts: pulumi.CustomResourceOptions): void {
        if (args.metricsServer !== true) {
            return;
        }
        const { metricsServer: chart } = charts;
        createRelease(`${name}-${chart.key}`, chart, metricsServerValues(), args.transform?.metricsServer, opts);
    }

    private createExternalSecrets(name: string, args: ControllersArgs, opts: pulumi.CustomResourceOptions): void {
        const { region, externalSecrets, transform } = args;
        if (externalSecrets === undefined) {
            return;
        }
        const { externalSecrets: chart } = charts;
        const namespace = restrictedNamespace(chart.namespace);
        const dependsOn = new Namespace(
            `${name}-${chart.key}-namespace`,
            ...transformed(transform?.externalSecretsNamespace, namespace, opts),
        );
        const values = externalSecretsValues({ region, ...externalSecrets });
        createRelease(`${name}-${chart.key}`, chart, values, transform?.externalSecrets, { ...opts, dependsOn });
    }

    /** Helm never raises the definitions that a chart brings along; those of a chart of their own it does. */
    private createKarpenter(name: string, args: ControllersArgs, opts: pulumi.CustomResourceOptions): void {
        const { region, clusterName, karpenter, transform } = args;
        if (karpenter === undefined) {
            return;
        }
        const { karpenterDefinitions, karpenter: chart } = charts;
        const definitions = createRelease(
            `${name}-${karpenterDefinitions.key}`,
            karpenterDefinitions,
            {},
            transform?.karpenterDefinitions,
            opts,
        );
        const values = karpenterValues({ region, clusterName, queueName: karpenter.queueName });
        const dependsOn = [definitions];
        createRelease(`${name}-${chart.key}`, chart, values, transform?.karpenter, { ...opts, dependsOn });
    }
}

/** Where only pods run that the Pod Security Standard `restricted` admits. */
function restrictedNamespace(name: string): NamespaceArgs {
    return { metadata: { name, labels: { "pod-security.kubernetes.io/enforce": "restricted" } } };
}
