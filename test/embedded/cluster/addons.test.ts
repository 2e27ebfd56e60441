import { expect } from "chai";

import { gatewayMetricsPort } from "../../../components/foundation/local/scrape-config";
import { dns } from "../../../embedded/cluster/addons/dns";
import { gateway } from "../../../embedded/cluster/addons/gateway";
import type { Manifest } from "../../../embedded/cluster/addons/manifests";
import { metrics } from "../../../embedded/cluster/addons/metrics";
import { storage } from "../../../embedded/cluster/addons/storage";

const image = "docker.io/alchemorsel/x@sha256:0";

interface PodSpec {
    securityContext: { runAsNonRoot: boolean; seccompProfile: { type: string } };
    containers: {
        args: string[];
        ports: object[];
        securityContext: { allowPrivilegeEscalation: boolean; readOnlyRootFilesystem: boolean; capabilities: object };
        resources: { limits: { memory: string }; requests: object };
    }[];
}

describe("the cluster's addons", () => {
    const all = [
        ...dns(image),
        ...gateway(image),
        ...metrics(image, { ca: "a", certificate: "b", key: "c" }),
        ...storage(image, image, "/volumes"),
    ];
    const ofKind = (kind: string) => all.filter((manifest) => manifest.kind === kind);
    const podSpec = (manifest: Manifest) => (manifest.spec as { template: { spec: PodSpec } }).template.spec;

    it("run under the restricted Pod Security Standard, with limits", () => {
        expect(ofKind("Deployment").length).to.equal(4);
        for (const manifest of ofKind("Deployment")) {
            const spec = podSpec(manifest);
            expect(spec.securityContext).to.deep.include({
                runAsNonRoot: true,
                seccompProfile: { type: "RuntimeDefault" },
            });
            for (const container of spec.containers) {
                expect(container.securityContext).to.deep.equal({
                    allowPrivilegeEscalation: false,
                    readOnlyRootFilesystem: true,
                    capabilities: { drop: ["ALL"] },
                });
                expect(container.resources.limits.memory).to.match(/Mi$/);
            }
        }
    });

    it("may do nothing to everything: no role has a wildcard", () => {
        for (const role of ofKind("ClusterRole")) {
            expect(JSON.stringify(role.rules), role.metadata.name).not.to.contain('"*"');
        }
    });

    it("have the gateway tell its metrics of each service, where the stack's Prometheus asks for them", () => {
        const { containers } = podSpec(ofKind("Deployment").find(({ metadata }) => metadata.name === "traefik")!);
        const { args, ports } = containers[0]!;
        expect(ports).to.deep.include({ name: "metrics", containerPort: gatewayMetricsPort });
        expect(args).to.include.members([
            `--entrypoints.metrics.address=:${gatewayMetricsPort}`,
            "--metrics.prometheus.entrypoint=metrics",
            "--metrics.prometheus.addserviceslabels=true",
        ]);
    });

    it("offer one default StorageClass", () => {
        const defaults = ofKind("StorageClass").filter(
            (manifest) => manifest.metadata.annotations?.["storageclass.kubernetes.io/is-default-class"] === "true",
        );
        expect(defaults.map((manifest) => manifest.metadata.name)).to.deep.equal(["standard"]);
    });
});
