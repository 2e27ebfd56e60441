/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-argument --
   manifests are asserted by their shape */
import { expect } from "chai";

import { type ChartName, charts } from "../../../../../components/foundation/aws/controllers/charts";
import { externalSecretsValues } from "../../../../../components/foundation/aws/controllers/external-secrets-values";
import { karpenterValues } from "../../../../../components/foundation/aws/controllers/karpenter-values";
import { loadBalancerControllerValues } from "../../../../../components/foundation/aws/controllers/load-balancer-controller-values";
import { metricsServerValues } from "../../../../../components/foundation/aws/controllers/metrics-server-values";
import { NodePool, type NodePoolArgs } from "../../../../../components/foundation/aws/controllers/node-pool";
import type { Values } from "../../../../../components/foundation/aws/controllers/release";
import { removeTemporaryFolders, temporaryFolder } from "../../../../embedded/tools/fixture";
import { named, registered } from "../../../mocks";
import { chartSource, sources } from "../../../../../embedded/rehearsal/charts";
import { schemaProblems } from "./definition";
import { findHelm, type Manifest, rendered } from "./rendered";

const region = "eu-central-1";
const clusterName = "shop";

const values: Record<ChartName, Values> = {
    loadBalancerController: loadBalancerControllerValues({ region, clusterName, vpcId: "vpc-0123456789abcdef0" }),
    metricsServer: metricsServerValues(),
    externalSecrets: externalSecretsValues({ region, onlyNamespace: "shop" }),
    karpenterDefinitions: {},
    karpenter: karpenterValues({ region, clusterName, queueName: "interruptions" }),
};

const nodePoolArgs: NodePoolArgs = {
    nodeRoleName: "nodes",
    subnetIds: ["subnet-0123456789abcdef0"],
    securityGroupIds: ["sg-0123456789abcdef0"],
    volumeKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/data",
    amiVersion: "v20251112",
    limits: { cpu: 100, memoryGiB: 400 },
    tags: { team: "shop" },
};

/** Each Deployment, and the ServiceAccount of its pods. */
const deployments: Partial<Record<ChartName, Record<string, string>>> = {
    loadBalancerController: { "aws-load-balancer-controller": "aws-load-balancer-controller" },
    metricsServer: { "metrics-server": "metrics-server" },
    externalSecrets: {
        "external-secrets": "external-secrets",
        "external-secrets-webhook": "external-secrets-webhook",
        "external-secrets-cert-controller": "external-secrets-cert-controller",
    },
    karpenter: { karpenter: "karpenter" },
};

describe("the values for the pinned charts", function () {
    this.timeout(300_000);
    let manifests: Record<ChartName, Manifest[]>;
    let helm: string;

    before(async function () {
        const found = await findHelm();
        if (found === undefined) return this.skip();
        helm = found;
        const folder = temporaryFolder();
        const render = async (name: ChartName) => [name, await rendered(helm, name, values[name], folder)];
        manifests = Object.fromEntries(await Promise.all((Object.keys(charts) as ChartName[]).map(render)));
    });
    after(removeTemporaryFolders);

    const of = (name: ChartName, kind: string): Manifest[] => manifests[name].filter((each) => each.kind === kind);
    const names = (list: Manifest[]): string[] => list.map(({ metadata }) => metadata.name);
    const one = (name: ChartName, kind: string, called: string): Manifest => {
        const found = of(name, kind).filter(({ metadata }) => metadata.name === called);
        expect(found, `${kind} ${called}`).to.have.length(1);
        return found[0];
    };
    const container = (name: ChartName, deployment: string): Manifest =>
        one(name, "Deployment", deployment).spec.template.spec.containers[0];

    it("are tried with the charts of those versions", async () => {
        const folder = temporaryFolder();
        for (const name of Object.keys(charts) as ChartName[]) {
            const inSource = await chartSource(name, folder);
            // Some charts get the version of their project only as they are released.
            expect([inSource.version, sources[name].version.slice(1)], name).to.include(charts[name].version);
        }
    });

    for (const [name, accounts] of Object.entries(deployments) as [ChartName, Record<string, string>][]) {
        describe(`make of ${name}`, () => {
            it("these Deployments, with the ServiceAccounts that are made for them", () => {
                expect(names(of(name, "Deployment"))).to.have.members(Object.keys(accounts));
                for (const [deployment, account] of Object.entries(accounts)) {
                    expect(one(name, "Deployment", deployment).spec.template.spec.serviceAccountName).to.equal(account);
                    const { metadata } = one(name, "ServiceAccount", account);
                    expect(metadata.namespace).to.equal(charts[name].namespace);
                    expect(metadata.annotations ?? {}, "role by IRSA").not.to.have.key("eks.amazonaws.com/role-arn");
                }
            });

            for (const deployment of Object.keys(accounts)) {
                it(`two pods of ${deployment} apart, of which a drain takes one`, () => {
                    const { spec } = one(name, "Deployment", deployment);
                    expect(spec.replicas).to.equal(2);
                    const labels = spec.template.metadata.labels as Record<string, string>;
                    const selects = ({ matchLabels }: Manifest) =>
                        Object.entries(matchLabels as object).every(([key, value]) => labels[key] === value);
                    const budgets = of(name, "PodDisruptionBudget").filter((each) => selects(each.spec.selector));
                    expect(budgets.map((each) => each.spec.maxUnavailable)).to.deep.equal([1]);
                    const apart = [
                        ...(spec.template.spec.topologySpreadConstraints ?? []).filter(
                            (each: Manifest) => each.whenUnsatisfiable === "DoNotSchedule",
                        ),
                        ...(spec.template.spec.affinity?.podAntiAffinity
                            ?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
                    ].filter((each) => each.topologyKey === "kubernetes.io/hostname");
                    expect(apart).to.have.length(1);
                    expect(selects(apart[0].labelSelector)).to.be.true;
                });

                it(`pods of ${deployment} that the Pod Security Standard restricted admits`, () => {
                    const pod = one(name, "Deployment", deployment).spec.template.spec;
                    expect(restrictedViolations(pod)).to.be.empty;
                });

                it(`pods of ${deployment} with requests, and a limit of memory`, () => {
                    const { requests, limits } = container(name, deployment).resources;
                    expect(requests).to.have.keys("cpu", "memory");
                    expect(limits).to.deep.equal({ memory: requests.memory });
                });
            }
        });
    }

    describe("make of the AWS Load Balancer Controller", () => {
        const name = "loadBalancerController";

        it("one that knows its place", () => {
            expect(container(name, "aws-load-balancer-controller").args).to.include.members([
                "--cluster-name=shop",
                "--aws-region=eu-central-1",
                "--aws-vpc-id=vpc-0123456789abcdef0",
            ]);
        });

        it("one that makes no load balancer for an Ingress, a Gateway or a Service", () => {
            const { args } = container(name, "aws-load-balancer-controller") as { args: string[] };
            const gates = args.find((arg) => arg.startsWith("--feature-gates="))!.split(/[=,]/);
            for (const gate of ["EnableServiceController", "ALBGatewayAPI", "NLBGatewayAPI"]) {
                expect(gates[gates.indexOf(gate) + 1], gate).to.equal("false");
            }
            expect(args).to.include.members([
                "--disable-ingress-class-annotation=true",
                "--enable-backend-security-group=false",
                "--enable-shield=false",
                "--enable-waf=false",
                "--enable-wafv2=false",
            ]);
            expect(of(name, "List"), "IngressClass and its params").to.be.empty;
        });

        it("webhooks on nothing but its own objects, and on pods that ask for it", () => {
            const webhooks: Manifest[] = ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"]
                .flatMap((kind) => of(name, kind))
                .flatMap((each) => each.webhooks);
            const asks = (webhook: Manifest) =>
                [webhook.namespaceSelector, webhook.objectSelector].some((selector) =>
                    selector?.matchExpressions?.some(({ operator }: Manifest) => operator === "In"),
                );
            const onOthers = webhooks.filter(
                (webhook) => !webhook.rules.every((rule: Manifest) => rule.apiGroups[0] === "elbv2.k8s.aws"),
            );
            expect(names(of(name, "MutatingWebhookConfiguration"))).to.have.length(1);
            expect(onOthers.filter((webhook) => !asks(webhook)).map((webhook) => webhook.name)).to.be.empty;
        });

        it("the definition of TargetGroupBinding", () => {
            expect(names(of(name, "CustomResourceDefinition"))).to.include("targetgroupbindings.elbv2.k8s.aws");
        });
    });

    describe("make of external-secrets", () => {
        const name = "externalSecrets";

        it("an operator for one namespace, with a leader, and no stores for the whole cluster", () => {
            expect(container(name, "external-secrets").args).to.include.members([
                "--enable-leader-election=true",
                "--namespace=shop",
                "--enable-cluster-store-reconciler=false",
                "--enable-cluster-external-secret-reconciler=false",
                "--enable-push-secret-reconciler=false",
            ]);
            const roles = of(name, "Role").filter(({ metadata }) => metadata.namespace === "shop");
            expect(names(roles)).to.include("external-secrets-controller");
            expect(names(of(name, "ClusterRole"))).to.deep.equal(["external-secrets-cert-controller"]);
        });

        it("an operator for all namespaces where none is named, without a right to cluster-wide stores", async () => {
            const everywhere = await rendered(helm, name, externalSecretsValues({ region }), temporaryFolder());
            const role = everywhere.find(
                ({ kind, metadata }) => kind === "ClusterRole" && metadata.name === "external-secrets-controller",
            );
            const granted: string[] = role.rules.flatMap((rule: Manifest) => rule.resources);
            expect(granted).to.include("externalsecrets");
            expect(granted.filter((resource) => resource.startsWith("cluster"))).to.be.empty;
            const operator = everywhere.find(({ metadata }) => metadata.name === "external-secrets");
            expect(JSON.stringify(operator)).not.to.contain("--namespace=");
        });

        it("no right to stores for who may edit a namespace", () => {
            for (const { metadata } of [...of(name, "Role"), ...of(name, "ClusterRole")]) {
                expect(Object.keys(metadata.labels as object)).not.to.include.members([
                    "rbac.authorization.k8s.io/aggregate-to-edit",
                ]);
            }
        });

        it("a controller of certificates with a leader, which may elect one", () => {
            const { args } = container(name, "external-secrets-cert-controller");
            expect(args).to.include("--enable-leader-election=true");
            const { rules } = one(name, "ClusterRole", "external-secrets-cert-controller");
            expect(rules.flatMap((rule: Manifest) => rule.resources)).to.include("leases");
        });
    });

    describe("make of metrics-server", () => {
        it("one that checks the certificates of the nodes", () => {
            expect(container("metricsServer", "metrics-server").args).not.to.include("--kubelet-insecure-tls");
        });
    });

    describe("make of Karpenter", () => {
        it("one that knows its place and its queue", () => {
            const env = Object.fromEntries(
                container("karpenter", "karpenter").env.map(({ name, value }: Manifest) => [name, value]),
            );
            expect(env).to.include({
                AWS_REGION: "eu-central-1",
                CLUSTER_NAME: "shop",
                INTERRUPTION_QUEUE: "interruptions",
                EKS_CONTROL_PLANE: "true",
                ENABLE_ZONAL_SHIFT: "true",
            });
        });

        it("the definitions of node pools, in a chart of their own", () => {
            expect(names(of("karpenterDefinitions", "CustomResourceDefinition"))).to.include.members([
                "nodepools.karpenter.sh",
                "nodeclaims.karpenter.sh",
                "ec2nodeclasses.karpenter.k8s.aws",
            ]);
            expect(of("karpenter", "CustomResourceDefinition")).to.be.empty;
        });

        for (const [name, child] of Object.entries({
            "nodepools.karpenter.sh": "general-pool",
            "ec2nodeclasses.karpenter.k8s.aws": "general-class",
        })) {
            it(`a definition that knows all that NodePool gives it: ${name}`, async () => {
                const resources = await registered(() => new NodePool("general", nodePoolArgs));
                const { apiVersion, spec } = named(resources, child).inputs;
                const definition = one("karpenterDefinitions", "CustomResourceDefinition", name);
                expect(schemaProblems(definition, apiVersion.split("/")[1], spec)).to.be.empty;
            });
        }
    });
});

/** What the Pod Security Standard `restricted` says against a pod, and that its root file system can be written. */
function restrictedViolations(pod: Manifest): string[] {
    const demands: [boolean, string][] = [
        ...["hostNetwork", "hostPID", "hostIPC"].map((flag): [boolean, string] => [pod[flag] !== true, flag]),
        ...[...pod.containers, ...(pod.initContainers ?? [])].flatMap((each): [boolean, string][] => {
            const context = { ...pod.securityContext, ...each.securityContext };
            return [
                [context.runAsNonRoot === true, "runAsNonRoot"],
                [context.runAsUser !== 0, "runAsUser"],
                [context.seccompProfile?.type === "RuntimeDefault", "seccompProfile"],
                [context.allowPrivilegeEscalation === false, "allowPrivilegeEscalation"],
                [context.privileged !== true, "privileged"],
                [context.capabilities?.drop?.includes("ALL") === true, "capabilities"],
                [context.capabilities?.add === undefined, "added capabilities"],
                [context.readOnlyRootFilesystem === true, "root file system"],
                [!(each.ports ?? []).some((port: Manifest) => port.hostPort), "hostPort"],
            ];
        }),
    ];
    return demands.filter(([holds]) => !holds).map(([, text]) => text);
}
