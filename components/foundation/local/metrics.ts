import { Deployment } from "@pulumi/kubernetes/apps/v1";
import { ConfigMap, Service, ServiceAccount } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import { Role, RoleBinding } from "@pulumi/kubernetes/rbac/v1";
import type { apps, core, networking } from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";

import { type Transform, transformed } from "../../transform";
import { appPort } from "../../workload/pod";
import { apiServerEgress, tcp } from "./network-rules";
import { prometheusLabels as labels, prometheusName as objectName, prometheusPort as port } from "./prometheus-place";
import { prometheusPod } from "./prometheus-pod";
import { colorLabel, gatewayMetricsPort, scrapeConfig } from "./scrape-config";

export interface MetricsArgs {
    /** Namespace of all objects but one Role, and of the workloads that it watches. Changing it replaces. */
    namespace: pulumi.Input<string>;
    /** Namespace of the Gateway controller's pods, which it watches too. Changing it restarts it, empty. */
    gatewayNamespace: string;
    /** Prometheus' image by digest. Changing it restarts it, empty. */
    image: string;
    /** Bends a child. */
    transform?: {
        deployment?: Transform<apps.v1.Deployment>;
        service?: Transform<core.v1.Service>;
        networkPolicy?: Transform<networking.v1.NetworkPolicy>;
    };
}

/**
 * One Prometheus that remembers for some hours what the workloads' pods and the Gateway controller tell of each color, second by
 * second. Nobody reaches it but the API server, by its proxy of Services.
 */
export class Metrics extends pulumi.ComponentResource {
    /** Where its requests come from, for the policies of those that it watches. */
    public readonly peer: networking.v1.NetworkPolicyPeer = { podSelector: { matchLabels: labels } };

    constructor(name: string, args: MetricsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("alchemorsel:foundation:Metrics", name, {}, opts);
        this.createService(name, args);
        const before = [this.createNetworkPolicy(name, args), ...this.createAccount(name, args)];
        this.createDeployment(name, args, this.createConfig(name, args), before);
        this.registerOutputs({});
    }

    private createService(name: string, { namespace, transform }: MetricsArgs): void {
        const service: core.v1.Service = {
            metadata: {
                name: objectName,
                namespace,
                labels,
                annotations: { "pulumi.com/skipAwait": "true" },
            },
            spec: { selector: labels, ports: [{ name: "http", port, targetPort: "http" }] },
        };
        new Service(`${name}-service`, ...transformed(transform?.service, service, { parent: this }));
    }

    /** No rule lets anyone in: what comes from the node itself, such as the API server's proxy and the probes, needs none. */
    private createNetworkPolicy(name: string, { namespace, gatewayNamespace, transform }: MetricsArgs): NetworkPolicy {
        const gateway = { matchLabels: { "kubernetes.io/metadata.name": gatewayNamespace } };
        const policy: networking.v1.NetworkPolicy = {
            metadata: { name: objectName, namespace, labels },
            spec: {
                podSelector: { matchLabels: labels },
                policyTypes: ["Ingress", "Egress"],
                ingress: [],
                egress: [
                    {
                        to: [{ podSelector: { matchExpressions: [{ key: colorLabel, operator: "Exists" }] } }],
                        ports: tcp(appPort),
                    },
                    { to: [{ namespaceSelector: gateway }], ports: tcp(gatewayMetricsPort) },
                    apiServerEgress,
                ],
            },
        };
        return new NetworkPolicy(
            `${name}-network-policy`,
            ...transformed(transform?.networkPolicy, policy, { parent: this }),
        );
    }

    /** It may look for pods where it watches some, and nothing else. */
    private createAccount(name: string, { namespace, gatewayNamespace }: MetricsArgs): pulumi.Resource[] {
        const metadata = { name: objectName, namespace, labels };
        const account = new ServiceAccount(
            `${name}-service-account`,
            { metadata, automountServiceAccountToken: false },
            { parent: this },
        );
        // Several stacks may share one Gateway controller.
        const inGateway = {
            ...metadata,
            name: pulumi.interpolate`${namespace}-${objectName}`,
            namespace: gatewayNamespace,
        };
        return [...this.createRole(name, metadata, account), ...this.createRole(`${name}-gateway`, inGateway, account)];
    }

    private createRole(name: string, metadata: core.v1.ServiceAccount["metadata"], account: ServiceAccount) {
        const role = new Role(
            `${name}-role`,
            { metadata, rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["list", "watch"] }] },
            { parent: this },
        );
        const { name: accountName, namespace } = account.metadata;
        const binding = new RoleBinding(
            `${name}-role-binding`,
            {
                metadata,
                roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
                subjects: [{ kind: "ServiceAccount", name: accountName, namespace }],
            },
            { parent: this },
        );
        return [role, binding];
    }

    /** Without a name of its own: another content is another ConfigMap, with which the pod starts anew. */
    private createConfig(name: string, { namespace, gatewayNamespace }: MetricsArgs): pulumi.Output<string> {
        const content = pulumi.output(namespace).apply((own) => scrapeConfig(own, gatewayNamespace));
        return new ConfigMap(
            `${name}-config`,
            { metadata: { namespace, labels }, data: { "prometheus.yml": content }, immutable: true },
            { parent: this },
        ).metadata.name;
    }

    private createDeployment(
        name: string,
        args: MetricsArgs,
        config: pulumi.Output<string>,
        before: pulumi.Resource[],
    ): void {
        const deployment: apps.v1.Deployment = {
            metadata: { name: objectName, namespace: args.namespace, labels },
            spec: {
                replicas: 1,
                selector: { matchLabels: labels },
                template: {
                    metadata: { labels },
                    spec: prometheusPod({ image: args.image, port, config, serviceAccount: objectName }),
                },
            },
        };
        new Deployment(
            `${name}-deployment`,
            ...transformed(args.transform?.deployment, deployment, {
                parent: this,
                dependsOn: before,
                customTimeouts: { create: "2m", update: "2m" },
            }),
        );
    }
}
