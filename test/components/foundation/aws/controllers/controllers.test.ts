/* eslint-disable @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-return --
   inputs are asserted by their shape */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { controllers } from "../../../../../components/foundation/aws/cluster/controller-roles-rules";
import { charts } from "../../../../../components/foundation/aws/controllers/charts";
import { Controllers, type ControllersArgs } from "../../../../../components/foundation/aws/controllers/controllers";
import { named, type Registered, registered } from "../../../mocks";
import { refusal } from "../refusal";

const place = { clusterName: "shop", region: "eu-central-1" };

const all: ControllersArgs = {
    ...place,
    loadBalancerController: { vpcId: "vpc-0123456789abcdef0" },
    metricsServer: true,
    externalSecrets: { onlyNamespace: "shop" },
    karpenter: { queueName: "interruptions" },
    gatewayApi: true,
};

/** Stands for whatever the controllers need before. */
class Role extends pulumi.CustomResource {}

const children = (resources: Registered[]) => resources.filter(({ type }) => !type.startsWith("alchemorsel:"));

describe("the controllers of a cluster", () => {
    let resources: Registered[];
    const inputs = (name: string) => named(resources, name).inputs;

    before(async () => {
        resources = await registered(() => new Controllers("shop", all));
    });

    it("are releases in pinned versions of charts, rolled back when they fail", () => {
        for (const { key, chart, version, release, namespace } of Object.values(charts)) {
            expect(inputs(`shop-${key}`)).to.deep.include({ chart, version, name: release, namespace, atomic: true });
            expect(version).to.match(/^\d+\.\d+\.\d+$/);
        }
    });

    for (const [arg, expected] of Object.entries({
        loadBalancerController: ["shop-load-balancer"],
        metricsServer: ["shop-metrics"],
        externalSecrets: ["shop-secrets-namespace", "shop-secrets"],
        karpenter: ["shop-karpenter-definitions", "shop-karpenter"],
        gatewayApi: ["shop-gateway-api"],
    })) {
        it(`are there alone when asked for alone: ${arg}`, async () => {
            const alone = { ...place, [arg]: all[arg as keyof ControllersArgs] };
            const made = children(await registered(() => new Controllers("shop", alone)));
            expect(made.map(({ name }) => name)).to.deep.equal(expected);
        });
    }

    it("use the ServiceAccounts that the roles are for, where those are looked for", () => {
        for (const controller of ["loadBalancerController", "externalSecrets"] as const) {
            const { namespace, serviceAccount } = controllers[controller];
            const { key } = charts[controller];
            expect(inputs(`shop-${key}`).namespace).to.equal(namespace);
            expect(inputs(`shop-${key}`).values.serviceAccount).to.deep.equal({ name: serviceAccount });
        }
        expect(inputs("shop-karpenter")).to.deep.include({ namespace: "kube-system" });
        expect(inputs("shop-karpenter").values.serviceAccount).to.deep.equal({ name: "karpenter" });
    });

    it("are told their place, which their pods can't ask for", () => {
        const { clusterName, region } = place;
        const vpcId = "vpc-0123456789abcdef0";
        expect(inputs("shop-load-balancer").values).to.deep.include({ clusterName, region, vpcId });
        expect(inputs("shop-karpenter").values.settings).to.include({
            clusterName,
            interruptionQueue: "interruptions",
        });
    });

    it("have definitions of Karpenter that are there before it, and raised with it", () => {
        expect(named(resources, "shop-karpenter").dependencies).to.deep.equal(["shop-karpenter-definitions"]);
        expect(charts.karpenter.version).to.equal(charts.karpenterDefinitions.version);
    });

    it("have a namespace for external-secrets that admits restricted pods only", () => {
        expect(inputs("shop-secrets-namespace").metadata).to.deep.equal({
            name: "external-secrets",
            labels: { "pod-security.kubernetes.io/enforce": "restricted" },
        });
        expect(named(resources, "shop-secrets").dependencies).to.deep.equal(["shop-secrets-namespace"]);
    });

    it("start after what the component depends on, and end before it", async () => {
        const created = await registered(() => {
            const role = new Role("test:index:Role", "role");
            new Controllers("shop", { ...all, gatewayApi: false }, { dependsOn: [role] });
        });
        const chains: Record<string, string> = {
            "shop-secrets": "shop-secrets-namespace",
            "shop-karpenter": "shop-karpenter-definitions",
        };
        for (const { name, dependencies } of children(created).filter(({ name }) => name.startsWith("shop-"))) {
            expect(dependencies, name).to.deep.equal([chains[name] ?? "role"]);
        }
    });

    it("can be bent, one by one", async () => {
        const bent = await registered(
            () =>
                new Controllers("shop", {
                    ...all,
                    transform: {
                        metricsServer: (args, opts) => ({ args: { ...args, timeout: 60 }, opts }),
                        externalSecretsNamespace: (args, opts) => ({
                            args: { ...args, metadata: { name: "secrets" } },
                            opts,
                        }),
                    },
                }),
        );
        expect(named(bent, "shop-metrics").inputs.timeout).to.equal(60);
        expect(named(bent, "shop-load-balancer").inputs.timeout).to.equal(600);
        expect(named(bent, "shop-secrets-namespace").inputs.metadata).to.deep.equal({ name: "secrets" });
    });

    it("are refused with every problem at once, before anything is registered", async () => {
        const { problems, children } = await refusal(
            () =>
                new Controllers("shop", {
                    clusterName: "shop",
                    region: "frankfurt",
                    loadBalancerController: { vpcId: "shop" },
                    externalSecrets: { onlyNamespace: "Shop" },
                    karpenter: { queueName: "https://sqs.eu-central-1.amazonaws.com/123456789012/interruptions" },
                }),
        );
        expect(Object.keys(problems)).to.have.members([
            "region",
            "loadBalancerController.vpcId",
            "externalSecrets.onlyNamespace",
            "karpenter.queueName",
        ]);
        expect(children).to.be.empty;
    });

    it("are refused where none is asked for", async () => {
        const { problems } = await refusal(() => new Controllers("shop", { ...place, metricsServer: false }));
        expect(problems).to.deep.equal({ args: "names no controller" });
    });
});
