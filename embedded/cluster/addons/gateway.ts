import * as fs from "node:fs";
import * as path from "node:path";

import { parseAllDocuments } from "yaml";

import { gatewayNodePort, gatewayPort } from "../settings";
import { account, deployment, Manifest, namespace, service } from "./manifests";

/** Reaches no workload: a name of the reserved kind. */
const healthHost = "health.gateway.internal";

const read = ["get", "list", "watch"];

/** The Gateway API's definitions of its standard channel. */
export function gatewayDefinitions(folder: string): Manifest[] {
    return fs
        .readdirSync(folder)
        .filter((file) => file.endsWith(".yaml") && file !== "kustomization.yaml")
        .sort()
        .flatMap((file) => parseAllDocuments(fs.readFileSync(path.join(folder, file), "utf8")))
        .map((document) => document.toJS() as Manifest | null)
        .filter((manifest): manifest is Manifest => manifest !== null);
}

/** Traefik as the Gateway API controller: two replicas, so that one may end while the other serves. */
export function gateway(image: string): Manifest[] {
    const name = "traefik";
    const space = "gateway";
    const pdb: Manifest = {
        apiVersion: "policy/v1",
        kind: "PodDisruptionBudget",
        metadata: { name, namespace: space },
        spec: { minAvailable: 1, selector: { matchLabels: { "app.kubernetes.io/name": name } } },
    };
    return [
        namespace(space, "restricted"),
        ...account(name, space, [
            { apiGroups: [""], resources: ["namespaces", "services", "secrets", "configmaps", "nodes"], verbs: read },
            { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: read },
            {
                apiGroups: ["gateway.networking.k8s.io"],
                resources: [
                    ...["gatewayclasses", "gateways", "httproutes", "grpcroutes", "tcproutes", "tlsroutes"],
                    ...["referencegrants", "backendtlspolicies"],
                ],
                verbs: read,
            },
            {
                apiGroups: ["gateway.networking.k8s.io"],
                resources: [
                    ...["gatewayclasses/status", "gateways/status", "httproutes/status", "grpcroutes/status"],
                    ...["tcproutes/status", "tlsroutes/status", "backendtlspolicies/status"],
                ],
                verbs: ["update"],
            },
        ]),
        deployment({
            name,
            namespace: space,
            image,
            replicas: 2,
            args: [
                "--global.checknewversion=false",
                "--global.sendanonymoususage=false",
                "--log.level=INFO",
                "--ping=true",
                "--ping.entrypoint=traefik",
                "--entrypoints.traefik.address=:9000",
                "--entrypoints.metrics.address=:9100",
                "--metrics.prometheus=true",
                "--metrics.prometheus.entrypoint=metrics",
                "--metrics.prometheus.addserviceslabels=true",
                "--metrics.prometheus.addentrypointslabels=false",
                // Fine where a good service answers, so that one that gets slower shows.
                "--metrics.prometheus.buckets=0.005,0.01,0.025,0.05,0.1,0.15,0.2,0.3,0.5,1,2.5,5",
                `--entrypoints.web.address=:${gatewayPort}`,
                // Readiness goes first, then the listener: the node's rules have the time to forget the pod.
                "--entrypoints.web.transport.lifecycle.requestacceptgracetimeout=5s",
                "--entrypoints.web.transport.lifecycle.gracetimeout=10s",
                "--providers.kubernetesgateway=true",
                // The default waits two seconds between two changes; a switch should not.
                "--providers.providersthrottleduration=100ms",
                "--serverstransport.maxidleconnsperhost=256",
            ],
            serviceAccountName: name,
            ports: [
                { name: "web", containerPort: gatewayPort },
                { name: "traefik", containerPort: 9000 },
                { name: "metrics", containerPort: 9100 },
            ],
            readinessProbe: {
                httpGet: { path: "/ping", port: "web", httpHeaders: [{ name: "Host", value: healthHost }] },
                periodSeconds: 1,
                failureThreshold: 2,
            },
            // Some 220 MiB under 1,000 requests a second; the collector works harder well before the limit ends the pod.
            resources: { cpu: "100m", memory: "96Mi", memoryLimit: "512Mi" },
            env: [{ name: "GOMEMLIMIT", value: "400MiB" }],
            volumes: [{ name: "tmp", mountPath: "/tmp", source: { emptyDir: {} } }],
        }),
        pdb,
        ...health(space),
        service(
            name,
            space,
            [{ name: "web", port: 80, targetPort: gatewayPort, nodePort: gatewayNodePort }],
            // One node: its own pods are all there are, and the client's connection keeps its address.
            { type: "NodePort", externalTrafficPolicy: "Local" },
        ),
        {
            apiVersion: "gateway.networking.k8s.io/v1",
            kind: "GatewayClass",
            metadata: { name },
            spec: { controllerName: "traefik.io/gateway-controller" },
        },
    ];
}

/**
 * A route to Traefik's own ping, through the entry point that carries the traffic: it answers once the routes are loaded,
 * while the ping itself answers as soon as the program runs, which would let requests in that still find no route.
 */
function health(space: string): Manifest[] {
    const name = "health";
    const metadata = { name, namespace: space };
    const apiVersion = "gateway.networking.k8s.io/v1";
    return [
        service(name, space, [{ name: "ping", port: 9000 }], {
            selector: { "app.kubernetes.io/name": "traefik" },
            // Readiness hangs on this Service, so it can't hang on readiness.
            publishNotReadyAddresses: true,
        }),
        {
            apiVersion,
            kind: "Gateway",
            metadata,
            spec: {
                gatewayClassName: "traefik",
                listeners: [{ name: "web", protocol: "HTTP", port: gatewayPort, hostname: healthHost }],
            },
        },
        {
            apiVersion,
            kind: "HTTPRoute",
            metadata,
            spec: {
                parentRefs: [{ name }],
                hostnames: [healthHost],
                rules: [
                    {
                        matches: [{ path: { type: "Exact", value: "/ping" } }],
                        backendRefs: [{ name, port: 9000 }],
                    },
                ],
            },
        },
    ];
}
