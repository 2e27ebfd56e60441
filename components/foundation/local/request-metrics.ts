import { APIService } from "@pulumi/kubernetes/apiregistration/v1";
import { Deployment } from "@pulumi/kubernetes/apps/v1";
import { ConfigMap, Secret, Service, ServiceAccount } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import { ClusterRoleBinding, RoleBinding } from "@pulumi/kubernetes/rbac/v1";
import type { apps, networking } from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";

import { type Transform, transformed } from "../../transform";
import { dnsEgress } from "../../workload/network-policy";
import { adapterPod } from "./adapter-pod";
import { apiServerEgress, tcp } from "./network-rules";
import { prometheusLabels, prometheusName, prometheusPort } from "./prometheus-place";
import { adapterConfig } from "./request-query";
import { servingCertificate } from "./serving-certificate";

export interface RequestMetricsArgs {
    /** Namespace of Prometheus, and of what this adds there. Changing it replaces. */
    namespace: pulumi.Input<string>;
    /** prometheus-adapter's image by digest. Changing it restarts it. */
    image: string;
    /** Bends a child. */
    transform?: {
        deployment?: Transform<apps.v1.Deployment>;
        networkPolicy?: Transform<networking.v1.NetworkPolicy>;
    };
}

const objectName = "prometheus-adapter";
const labels = { "app.kubernetes.io/name": objectName, "app.kubernetes.io/part-of": "alchemorsel" };
const port = 6443;

/**
 * Tells autoscalers how many requests a second each color gets: prometheus-adapter behind the API server's
 * `external.metrics.k8s.io`, of which a cluster has one. Nobody reaches it but the API server, which knows it by its certificate.
 */
export class RequestMetrics extends pulumi.ComponentResource {
    constructor(name: string, args: RequestMetricsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("alchemorsel:foundation:RequestMetrics", name, {}, opts);
        const certificate = this.createCertificate(name, args);
        const service = this.createService(name, args);
        const before = [...this.createNetworkPolicies(name, args), ...this.createAccount(name, args)];
        const deployment = this.createDeployment(name, args, certificate, before);
        this.createApi(name, args, certificate, [service, deployment]);
        this.registerOutputs({});
    }

    /** Made once: each run makes another one, which is not looked at. Without a name of its own, so that a new one restarts the pod. */
    private createCertificate(name: string, { namespace }: RequestMetricsArgs): Secret {
        const made = pulumi.output(namespace).apply((own) => servingCertificate(`${objectName}.${own}.svc`));
        const base64 = (text: string) => Buffer.from(text).toString("base64");
        const data = pulumi.secret({
            "tls.crt": made.apply(({ certificate }) => base64(certificate)),
            "tls.key": made.apply(({ key }) => base64(key)),
        });
        return new Secret(
            `${name}-certificate`,
            { metadata: { namespace, labels }, type: "kubernetes.io/tls", data },
            { parent: this, ignoreChanges: ["data"] },
        );
    }

    private createService(name: string, { namespace }: RequestMetricsArgs): Service {
        const annotations = { "pulumi.com/skipAwait": "true" };
        return new Service(
            `${name}-service`,
            {
                metadata: { name: objectName, namespace, labels, annotations },
                spec: { selector: labels, ports: [{ name: "https", port: 443, targetPort: "https" }] },
            },
            { parent: this },
        );
    }

    /** No rule lets anyone in: what comes from the node itself, such as the API server and the probes, needs none. */
    private createNetworkPolicies(name: string, { namespace, transform }: RequestMetricsArgs): NetworkPolicy[] {
        const own: networking.v1.NetworkPolicy = {
            metadata: { name: objectName, namespace, labels },
            spec: {
                podSelector: { matchLabels: labels },
                policyTypes: ["Ingress", "Egress"],
                ingress: [],
                egress: [
                    dnsEgress,
                    { to: [{ podSelector: { matchLabels: prometheusLabels } }], ports: tcp(prometheusPort) },
                    apiServerEgress,
                ],
            },
        };
        const toPrometheus: networking.v1.NetworkPolicy = {
            metadata: { name: `${prometheusName}-from-adapter`, namespace, labels },
            spec: {
                podSelector: { matchLabels: prometheusLabels },
                policyTypes: ["Ingress"],
                ingress: [{ from: [{ podSelector: { matchLabels: labels } }], ports: tcp(prometheusPort) }],
            },
        };
        return [
            new NetworkPolicy(
                `${name}-network-policy`,
                ...transformed(transform?.networkPolicy, own, { parent: this }),
            ),
            new NetworkPolicy(`${name}-prometheus-network-policy`, toPrometheus, { parent: this }),
        ];
    }

    /** It may ask the API server who asks it, and whether they may; nothing else. */
    private createAccount(name: string, { namespace }: RequestMetricsArgs): pulumi.Resource[] {
        const account = new ServiceAccount(
            `${name}-service-account`,
            { metadata: { name: objectName, namespace, labels }, automountServiceAccountToken: false },
            { parent: this },
        );
        const subjects = [
            { kind: "ServiceAccount", name: account.metadata.name, namespace: account.metadata.namespace },
        ];
        const apiGroup = "rbac.authorization.k8s.io";
        const ofStack = { name: pulumi.interpolate`${namespace}-${objectName}`, labels };
        const delegator = new ClusterRoleBinding(
            `${name}-delegator`,
            { metadata: ofStack, roleRef: { apiGroup, kind: "ClusterRole", name: "system:auth-delegator" }, subjects },
            { parent: this },
        );
        const reader = new RoleBinding(
            `${name}-authentication-reader`,
            {
                metadata: { ...ofStack, namespace: "kube-system" },
                roleRef: { apiGroup, kind: "Role", name: "extension-apiserver-authentication-reader" },
                subjects,
            },
            { parent: this },
        );
        return [account, delegator, reader];
    }

    private createDeployment(
        name: string,
        { namespace, image, transform }: RequestMetricsArgs,
        { metadata: { name: certificate } }: Secret,
        before: pulumi.Resource[],
    ): Deployment {
        // Without a name of its own: another content is another ConfigMap, with which the pod starts anew.
        const { name: config } = new ConfigMap(
            `${name}-config`,
            { metadata: { namespace, labels }, data: { "config.yaml": adapterConfig() }, immutable: true },
            { parent: this },
        ).metadata;
        const deployment: apps.v1.Deployment = {
            metadata: { name: objectName, namespace, labels },
            spec: {
                replicas: 1,
                selector: { matchLabels: labels },
                template: {
                    metadata: { labels },
                    spec: adapterPod({ image, port, config, certificate, serviceAccount: objectName }),
                },
            },
        };
        return new Deployment(
            `${name}-deployment`,
            ...transformed(transform?.deployment, deployment, {
                parent: this,
                dependsOn: before,
                customTimeouts: { create: "2m", update: "2m" },
            }),
        );
    }

    /** It goes first: an API whose server is gone keeps namespaces from being deleted. */
    private createApi(name: string, args: RequestMetricsArgs, certificate: Secret, dependsOn: pulumi.Resource[]): void {
        const { namespace } = args;
        const [group, version] = ["external.metrics.k8s.io", "v1beta1"];
        // A certificate is no secret; the key beside it is.
        const caBundle = pulumi.unsecret(certificate.data.apply((data) => data["tls.crt"] ?? ""));
        new APIService(
            `${name}-api`,
            {
                metadata: { name: `${version}.${group}`, labels },
                spec: {
                    group,
                    version,
                    groupPriorityMinimum: 100,
                    versionPriority: 100,
                    caBundle,
                    service: { name: objectName, namespace },
                },
            },
            { parent: this, dependsOn },
        );
    }
}
