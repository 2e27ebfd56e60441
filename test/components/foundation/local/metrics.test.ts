/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-return -- manifests are asserted by their shape */
import { expect } from "chai";

import { localFoundation } from "../../../../components/foundation/local/from-config";
import { Platform, type PlatformArgs } from "../../../../components/platform";
import { image, localConfig, rawConfig } from "../../example";
import { named, type Registered, registered } from "../../mocks";
import { podViolations } from "../../restricted";

const prometheus = image("f", "prometheus");

async function platform(changes: object = {}, args: Partial<PlatformArgs> = {}): Promise<Registered[]> {
    const local = JSON.stringify({ ...(JSON.parse(rawConfig().local!) as object), ...changes });
    const config = localConfig({ local });
    const foundation = await localFoundation(config, "/nowhere/kubeconfig");
    return registered(() => new Platform("alchemorsel", { ...config, foundation, ...args }));
}

describe("metrics of a local stack", () => {
    let without: Registered[];
    let resources: Registered[];
    const inputs = (name: string) => named(resources, `alchemorsel-${name}`).inputs;
    const metrics = (name: string) => inputs(`foundation-metrics-${name}`);

    before(async () => {
        without = await platform();
        resources = await platform({ prometheusImage: prometheus });
    });

    it("come with Prometheus' image: a stack without it is as it was but for who may read its workloads' metrics", () => {
        expect(without.filter(({ name }) => name.includes("metrics"))).to.be.empty;
        const others = resources.filter(({ name }) => !name.startsWith("alchemorsel-foundation-metrics"));
        expect(others.map(({ name }) => name)).to.have.members(without.map(({ name }) => name));
        const changed = others.filter(
            ({ name, inputs: now }) => JSON.stringify(now) !== JSON.stringify(named(without, name).inputs),
        );
        expect(changed.map(({ name }) => name)).to.deep.equal(["alchemorsel-recipes-network-policy"]);
    });

    it("are kept by a pod that the restricted standard admits, of that image, that starts fenced and with its rights", () => {
        const { inputs: deployment, dependencies } = named(resources, "alchemorsel-foundation-metrics-deployment");
        const { spec } = deployment.spec.template;
        expect(podViolations(spec)).to.be.empty;
        expect(spec.containers[0].image).to.equal(prometheus);
        expect(dependencies).to.include.members([
            "alchemorsel-foundation-metrics-network-policy",
            "alchemorsel-foundation-metrics-role-binding",
            "alchemorsel-foundation-metrics-gateway-role-binding",
        ]);
    });

    it("stay within the volume, and for some hours", () => {
        const [container] = metrics("deployment").spec.template.spec.containers;
        expect(container.args).to.include("--storage.tsdb.retention.time=6h");
        const volume = metrics("deployment").spec.template.spec.volumes.find(
            ({ name }: { name: string }) => name === "data",
        );
        expect(volume.emptyDir.sizeLimit).to.equal("512Mi");
    });

    it("are asked for at prometheus:9090, by its Service", () => {
        const { metadata, spec } = metrics("service");
        expect([metadata.namespace, metadata.name]).to.deep.equal(["alchemorsel", "prometheus"]);
        expect(spec.ports).to.deep.equal([{ name: "http", port: 9090, targetPort: "http" }]);
        expect(metrics("deployment").spec.template.metadata.labels).to.deep.include(spec.selector);
    });

    it("let nobody in, and Prometheus out to what it watches and the API server alone", () => {
        const { spec } = metrics("network-policy");
        expect(spec.podSelector.matchLabels).to.deep.equal(metrics("service").spec.selector);
        expect(spec.policyTypes).to.deep.equal(["Ingress", "Egress"]);
        expect(spec.ingress).to.deep.equal([]);
        expect(spec.egress).to.deep.equal([
            {
                to: [{ podSelector: { matchExpressions: [{ key: "alchemorsel.dev/color", operator: "Exists" }] } }],
                ports: [{ protocol: "TCP", port: 8080 }],
            },
            {
                to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "gateway" } } }],
                ports: [{ protocol: "TCP", port: 9100 }],
            },
            { ports: [443, 6443, 8443].map((port) => ({ protocol: "TCP", port })) },
        ]);
    });

    it("are let out of the workloads, to Prometheus", () => {
        const [{ from, ports }] = inputs("recipes-network-policy").spec.ingress;
        expect(from).to.deep.include({ podSelector: metrics("network-policy").spec.podSelector });
        expect(ports).to.deep.equal([{ protocol: "TCP", port: 8080 }]);
    });

    it("need the right to look for pods in two namespaces, and no other", () => {
        const roles = resources.filter(({ type }) => type.endsWith(":Role"));
        expect(roles.map(({ inputs: role }) => [role.metadata.namespace, role.metadata.name])).to.deep.equal([
            ["alchemorsel", "prometheus"],
            ["gateway", "alchemorsel-prometheus"],
        ]);
        for (const { inputs: role } of roles) {
            expect(role.rules).to.deep.equal([{ apiGroups: [""], resources: ["pods"], verbs: ["list", "watch"] }]);
        }
        const account = { kind: "ServiceAccount", name: "prometheus", namespace: "alchemorsel" };
        for (const { inputs: binding } of resources.filter(({ type }) => type.endsWith(":RoleBinding"))) {
            expect(binding.subjects).to.deep.equal([account]);
        }
        expect(metrics("service-account").automountServiceAccountToken).to.be.false;
        expect(metrics("deployment").spec.template.spec.serviceAccountName).to.equal("prometheus");
    });

    it("follow a Gateway controller in another namespace", async () => {
        const elsewhere = await platform({ prometheusImage: prometheus, gatewayNamespace: "traefik-system" });
        const of = (name: string) => named(elsewhere, `alchemorsel-foundation-metrics-${name}`).inputs;
        expect(of("gateway-role").metadata.namespace).to.equal("traefik-system");
        expect(of("network-policy").spec.egress[1].to[0].namespaceSelector.matchLabels).to.deep.equal({
            "kubernetes.io/metadata.name": "traefik-system",
        });
        const jobs = (JSON.parse(of("config").data["prometheus.yml"]) as { scrape_configs: Job[] }).scrape_configs;
        expect(jobs.map((job) => [job.job_name, job.kubernetes_sd_configs[0]!.namespaces.names])).to.deep.equal([
            ["workloads", ["alchemorsel"]],
            ["gateway", ["traefik-system"]],
        ]);
    });

    it("are of this stack: its image is among those that it names", async () => {
        const config = localConfig({
            local: JSON.stringify({ ...(JSON.parse(rawConfig().local!) as object), prometheusImage: prometheus }),
        });
        const foundation = await localFoundation(config, "/nowhere/kubeconfig");
        let built: Platform | undefined;
        await registered(() => {
            built = new Platform("alchemorsel", { ...config, foundation });
        });
        expect(built!.images.prometheus).to.equal(prometheus);
    });
});

interface Job {
    job_name: string;
    kubernetes_sd_configs: { namespaces: { names: string[] } }[];
}
