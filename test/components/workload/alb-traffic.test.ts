/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-argument --
   inputs are asserted by their shape */
import { Namespace } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { AlbTraffic, type AlbTrafficArgs } from "../../../components/workload/alb-traffic";
import { createGuard } from "../../../components/workload/guard";
import { namespaceOf } from "../../../components/workload/hook-args";
import { targetsOf } from "../../../delivery/stack/targets";
import { isTarget } from "../../delivery/stack/is-target";
import { named, type Registered, registered } from "../mocks";
import { names } from "./alb-fakes";

const weights = { blue: 100, green: 0 };

function build(changes: Partial<AlbTrafficArgs> = {}): AlbTraffic {
    const plan = { workload: "recipes", weights, colors: { blue: {}, green: {} } };
    const guard = createGuard("recipes", plan, () => Promise.reject(new Error("not read")));
    return new AlbTraffic("recipes-traffic", {
        workload: "recipes",
        namespace: "alchemorsel",
        host: "recipes.example.com",
        weights,
        services: { blue: "recipes-blue", green: "recipes-green" },
        port: 8080,
        longestRequestSeconds: 30,
        carriers: [new Namespace("carrier")],
        guard: guard.traffic,
        listenerArn: "arn:listener",
        vpcId: "vpc-1",
        targetGroups: names,
        routing: { deregistrationSeconds: 15, healthCheckSeconds: 10 },
        controller: { kind: "loadBalancerController" },
        reader: { weights: () => Promise.resolve(weights) },
        region: "eu-central-1",
        ...changes,
    });
}

function traffic(changes: Partial<AlbTrafficArgs> = {}): Promise<Registered[]> {
    return registered(() => build(changes));
}

const rule = (resources: Registered[]) => named(resources, "recipes-traffic-rule");

describe("the traffic of an application load balancer", () => {
    let resources: Registered[];
    before(async () => {
        resources = await traffic();
    });

    it("has the rules that a release updates, by their names", async () => {
        const all = await traffic({ preview: { header: "x-preview", color: "green" } });
        const rules = all.filter(({ type }) => type.endsWith(":ListenerRule"));
        expect(rules).to.have.length(2);
        const targets = targetsOf("local", "traffic", ["recipes"]);
        const taken = all.filter(({ type, name }) => isTarget(targets, { type, name: `alchemorsel-${name}` }));
        expect(taken).to.deep.equal(rules);
    });

    it("is one rule that forwards to both target groups by weight, and keeps no client at a color", () => {
        const { listenerArn, conditions, actions } = rule(resources).inputs;
        expect(listenerArn).to.equal("arn:listener");
        expect(conditions).to.deep.equal([{ hostHeader: { values: ["recipes.example.com"] } }]);
        expect(actions).to.have.length(1);
        expect(actions[0].type).to.equal("forward");
        expect(actions[0].forward).to.have.all.keys("targetGroups");
        expect(actions[0].forward.targetGroups.map(({ weight }: { weight: number }) => weight)).to.deep.equal([100, 0]);
    });

    it("changes two numbers of the rule and nothing else at a switch", async () => {
        const switched = await traffic({ weights: { blue: 0, green: 100 } });
        const changed = resources.filter(
            ({ name, inputs }) => JSON.stringify(inputs) !== JSON.stringify(named(switched, name).inputs),
        );
        expect(changed.map(({ name }) => name)).to.deep.equal(["recipes-traffic-rule"]);
        const [before, after] = [resources, switched].map((all) => JSON.stringify(rule(all).inputs));
        expect(after).to.equal(
            before!.replace('"weight":100', '"weight":_').replace('"weight":0', '"weight":100').replace("_", "0"),
        );
    });

    it("answers every host where the workload has none, behind the rules of those with one", async () => {
        const { conditions, priority } = rule(await traffic({ host: undefined })).inputs;
        expect(conditions).to.deep.equal([{ pathPattern: { values: ["/*"] } }]);
        expect(priority).to.be.above(rule(resources).inputs.priority);
    });

    it("has an IP target group per color that Pulumi owns, with timings that fit those of the pods", () => {
        for (const color of ["blue", "green"] as const) {
            const { inputs } = named(resources, `recipes-traffic-${color}`);
            expect(inputs).to.include({
                name: names[color],
                vpcId: "vpc-1",
                targetType: "ip",
                region: "eu-central-1",
                deregistrationDelay: 45,
                slowStart: 30,
            });
            expect(inputs.healthCheck).to.include({
                path: "/readyz",
                interval: 5,
                healthyThreshold: 2,
                matcher: "200",
            });
            expect(inputs.stickiness.enabled).to.be.false;
        }
    });

    it("lets the controller fill each group from its color's Service, and no security group", () => {
        const { inputs } = named(resources, "recipes-traffic-green-binding");
        expect(inputs).to.include({ apiVersion: "elbv2.k8s.aws/v1beta1", kind: "TargetGroupBinding" });
        expect(inputs.metadata).to.include({ name: names.green, namespace: "alchemorsel" });
        expect(inputs.spec).to.include({ targetType: "ip" });
        expect(inputs.spec.serviceRef).to.deep.equal({ name: "recipes-green", port: 8080 });
        expect(inputs.spec).to.not.have.property("networking");
    });

    it("speaks to the controller of EKS Auto Mode too, which touches only what has its cluster's tag", async () => {
        const auto = await traffic({ controller: { kind: "autoMode", clusterName: "production" } });
        expect(named(auto, "recipes-traffic-blue-binding").inputs.apiVersion).to.equal("eks.amazonaws.com/v1");
        expect(named(auto, "recipes-traffic-blue").inputs.tags["eks:eks-cluster-name"]).to.equal("production");
        expect(named(resources, "recipes-traffic-blue").inputs.tags).to.not.have.property("eks:eks-cluster-name");
    });

    it("is guarded at its creation and at each update, in the namespace that the rule's tag names", () => {
        const { hooks, inputs } = rule(resources);
        expect(hooks.beforeCreate).to.deep.equal(["recipes-traffic-guard"]);
        expect(hooks.beforeUpdate).to.deep.equal(["recipes-traffic-guard"]);
        expect(inputs.tags["alchemorsel.dev/namespace"]).to.equal("alchemorsel");
    });

    it("reads the weights back after each change", () => {
        const { hooks } = rule(resources);
        expect(hooks.afterCreate).to.deep.equal(["recipes-traffic-weights-check"]);
        expect(hooks.afterUpdate).to.deep.equal(["recipes-traffic-weights-check"]);
    });

    it("waits for the pods that shall carry the traffic, and for what fills the target groups", () => {
        expect(rule(resources).dependencies).to.include.members([
            "carrier",
            "recipes-traffic-blue-binding",
            "recipes-traffic-green-binding",
        ]);
    });

    it("has the pods before what fills the target groups, or readiness gates would wait for a rule that waits for them", () => {
        for (const color of ["blue", "green"]) {
            expect(named(resources, `recipes-traffic-${color}-binding`).dependencies).to.include("carrier");
        }
    });

    it("keeps a client at its color where it is told to", async () => {
        const { actions } = rule(await traffic({ stickySeconds: 600 })).inputs;
        expect(actions[0].forward.stickiness).to.deep.equal({ enabled: true, duration: 600 });
    });

    describe("with a preview", () => {
        const preview = { header: "x-preview", color: "green" } as const;
        const previewRule = (given: Registered[]) => named(given, "recipes-traffic-preview-rule");
        let previewed: Registered[];
        before(async () => {
            previewed = await traffic({ preview });
        });

        it("sends the requests with the header to one color, in a rule before the one with the weights", () => {
            const { conditions, actions, priority, listenerArn } = previewRule(previewed).inputs;
            expect(listenerArn).to.equal("arn:listener");
            expect(conditions).to.deep.equal([
                { hostHeader: { values: ["recipes.example.com"] } },
                { httpHeader: { httpHeaderName: "x-preview", values: ["idle"] } },
            ]);
            expect(actions).to.have.length(1);
            expect(actions[0]).to.not.have.property("forward");
            expect(previewRule(previewed).propertyDependencies.actions).to.deep.equal(["recipes-traffic-green"]);
            expect(priority).to.equal(rule(previewed).inputs.priority - 1);
        });

        it("takes no request of another workload's host where it has none", async () => {
            const { conditions, priority } = previewRule(await traffic({ preview, host: undefined })).inputs;
            expect(conditions[0]).to.deep.equal({ pathPattern: { values: ["/*"] } });
            expect(priority).to.be.at.least(40_000);
        });

        it("changes nothing of the other rule, and follows it, so that a switch which is refused leaves both", () => {
            expect(rule(previewed).inputs).to.deep.equal(rule(resources).inputs);
            expect(previewRule(previewed).dependencies).to.include("recipes-traffic-rule");
        });

        it("moves no rule that is there when it comes or goes", () => {
            expect(resources.filter(({ name }) => !previewed.some((other) => other.name === name))).to.be.empty;
            expect(previewed).to.have.length(resources.length + 1);
        });
    });

    it("lets its user bend a child", async () => {
        const bent = await traffic({
            transform: { targetGroup: (args, opts) => ({ args: { ...args, slowStart: 60 }, opts }) },
        });
        expect(named(bent, "recipes-traffic-blue").inputs.slowStart).to.equal(60);
    });

    it("refuses bad args before it creates anything", async () => {
        let thrown: unknown;
        const created = await registered(() => {
            try {
                build({ targetGroups: { ...names, green: "g".repeat(33) }, priority: 0, stickySeconds: 0 });
            } catch (error) {
                thrown = error;
            }
        });
        expect(pulumi.InputPropertiesError.isInstance(thrown)).to.be.true;
        expect((thrown as Error).message).to.match(
            /targetGroups\.green: .*32[^]*priority: [^]*timings\.stickySeconds: /,
        );
        expect(created.filter(({ name, custom }) => custom && name !== "carrier")).to.be.empty;
    });

    it("tells the guard no namespace while its target groups are yet to be, so that a first preview reads nothing", async () => {
        let tags: unknown;
        const mocks: pulumi.runtime.Mocks = {
            newResource: ({ name, inputs }) => {
                tags = name === "recipes-traffic-rule" ? inputs.tags : tags;
                return { id: undefined, state: inputs as Record<string, unknown> };
            },
            call: () => ({}),
        };
        await pulumi.runtime.setMocks(mocks, "alchemorsel", "production", true);
        build();
        await (pulumi.runtime as unknown as { waitForRPCs(): Promise<void> }).waitForRPCs();
        expect(namespaceOf({ newInputs: { tags } })).to.equal(undefined);
        expect(tags).to.not.equal(undefined);
    });
});
