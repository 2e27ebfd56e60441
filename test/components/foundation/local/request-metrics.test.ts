/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-argument -- manifests are asserted by their shape */
import { createPrivateKey, X509Certificate } from "node:crypto";

import { expect } from "chai";

import { localFoundation } from "../../../../components/foundation/local/from-config";
import { Platform } from "../../../../components/platform";
import { image, localConfig, rawConfig, workloads } from "../../example";
import { named, type Registered, registered } from "../../mocks";
import { podViolations } from "../../restricted";

const adapter = image("9", "prometheus-adapter");
const local = JSON.stringify({
    ...(JSON.parse(rawConfig().local!) as object),
    prometheusImage: image("f", "prometheus"),
    prometheusAdapterImage: adapter,
});

async function platform(workload: Record<string, unknown>): Promise<Registered[]> {
    const config = localConfig({ local, workloads: workloads(workload) });
    const foundation = await localFoundation(config, "/nowhere/kubeconfig");
    return registered(() => new Platform("alchemorsel", { ...config, foundation }));
}

describe("requests per second of a local stack", () => {
    let without: Registered[];
    let resources: Registered[];
    const part = (name: string) => named(resources, `alchemorsel-foundation-request-metrics-${name}`);
    const decoded = (text: string) => Buffer.from(text, "base64").toString();

    before(async () => {
        without = await platform({});
        resources = await platform({ autoscaling: { requestsPerSecond: 25 } });
    });

    it("are told where a workload scales on them: other stacks run nothing more, though they have the image", () => {
        expect(without.filter(({ name }) => name.includes("request-metrics"))).to.be.empty;
        const others = resources.filter(({ name }) => !name.includes("request-metrics"));
        const changed = others.filter(
            ({ name, inputs }) => JSON.stringify(inputs) !== JSON.stringify(named(without, name).inputs),
        );
        expect(changed.map(({ name }) => name)).to.have.members([
            "alchemorsel-recipes-blue-autoscaler",
            "alchemorsel-recipes-green-autoscaler",
        ]);
    });

    for (const color of ["blue", "green"]) {
        it(`let the autoscaler of ${color} share its own requests among its pods, beside CPU and memory`, () => {
            const { spec } = named(resources, `alchemorsel-recipes-${color}-autoscaler`).inputs;
            expect(spec.metrics.map(({ type }: { type: string }) => type)).to.deep.equal([
                "Resource",
                "Resource",
                "External",
            ]);
            expect(spec.metrics[2].external).to.deep.equal({
                metric: {
                    name: "alchemorsel_requests_per_second",
                    selector: { matchLabels: { workload: "recipes", color } },
                },
                target: { type: "AverageValue", averageValue: "25" },
            });
        });
    }

    it("come from a pod that the restricted standard admits, that starts fenced and with its rights", () => {
        const { inputs, dependencies } = part("deployment");
        const { spec } = inputs.spec.template;
        expect(podViolations(spec)).to.be.empty;
        expect(spec.containers[0].image).to.equal(adapter);
        expect(dependencies).to.include.members([
            "alchemorsel-foundation-request-metrics-network-policy",
            "alchemorsel-foundation-request-metrics-prometheus-network-policy",
            "alchemorsel-foundation-request-metrics-delegator",
            "alchemorsel-foundation-request-metrics-authentication-reader",
        ]);
    });

    it("are known to the API server by the certificate of their Service, and by no other", () => {
        const { spec } = part("api").inputs;
        expect(spec.insecureSkipTLSVerify).to.equal(undefined);
        const certificate = new X509Certificate(decoded(spec.caBundle));
        expect(certificate.checkHost(`${spec.service.name}.${spec.service.namespace}.svc`)).to.not.equal(undefined);
        expect(certificate.verify(certificate.publicKey)).to.be.true;
        expect(certificate.ca).to.be.false;
        const { value: data } = part("certificate").inputs.data;
        expect(certificate.checkPrivateKey(createPrivateKey(decoded(data["tls.key"])))).to.be.true;
    });

    it("are no longer offered before what tells them goes", () => {
        expect(part("api").dependencies).to.include("alchemorsel-foundation-request-metrics-deployment");
    });

    it("let nobody in, and out to Prometheus, names and the API server alone", () => {
        const { spec } = part("network-policy").inputs;
        expect(spec.ingress).to.deep.equal([]);
        expect(
            spec.egress.map(({ ports }: { ports: { port: number }[] }) => ports.map(({ port }) => port)),
        ).to.deep.equal([[53, 53], [9090], [443, 6443, 8443]]);
        const prometheus = named(resources, "alchemorsel-foundation-metrics-network-policy").inputs.spec.podSelector;
        expect(spec.egress[1].to).to.deep.equal([{ podSelector: prometheus }]);
        const door = part("prometheus-network-policy").inputs.spec;
        expect(door.podSelector).to.deep.equal(prometheus);
        expect(door.ingress[0].from).to.deep.equal([{ podSelector: spec.podSelector }]);
    });

    it("are 0 for a color without any only while somebody watches the gateway", () => {
        const { externalRules } = JSON.parse(part("config").inputs.data["config.yaml"]) as {
            externalRules: { metricsQuery: string }[];
        };
        expect(externalRules[0]!.metricsQuery).to.match(/ or 0 \* max\(up\{job="gateway"\} == 1\)$/);
    });
});
