import { expect } from "chai";
import fc from "fast-check";

import { refersTo, type Resource, stackOf } from "../../policy-pack/resource";
import { evaluateStack } from "../../policy-pack/evaluate";
import { defaults } from "../../policy-pack/rule";
import { stackRules } from "../../policy-pack/stack";
import { Candidates, type Marks } from "../../policy-pack/stack/candidates";
import {
    isSameNamespace,
    marksBesideNamespace,
    marksOfNamespace,
    type Namespace,
} from "../../policy-pack/stack/namespaces";
import { marksOfReference, marksOfTarget } from "../../policy-pack/stack/references";
import { labelsNeededBy, selectorMatches, Selectors } from "../../policy-pack/stack/selectors";
import { Value, WrongType } from "../../policy-pack/value";
import { deployment, labelsOf, service } from "./color-cases";
import { type CaseResource, toResource, unknown, urnOf } from "./rule-cases";

/** Whether one is found from the other. */
function finds(filed: Marks, asked: Marks): boolean {
    const candidates = new Candidates<string>();
    candidates.add("it", filed);
    return candidates.find(asked).length > 0;
}

/** An answer that is no, and nothing else: a wrong type is an answer too. */
function isNo(answer: () => boolean | undefined): boolean {
    try {
        return answer() === false;
    } catch (error) {
        if (error instanceof WrongType) return false;
        throw error;
    }
}

const text = fc.constantFrom("a", "b", "c");
const value = fc.oneof({ weight: 6, arbitrary: text }, fc.constantFrom<unknown>(unknown, 1, null, undefined, {}));
const types = ["aws:ec2/vpc:Vpc", "aws:ec2/defaultVpc:DefaultVpc"];

describe("what a rule about a stack does not look at", () => {
    it("is no resource that a property names, or may name", () => {
        const urns = fc.subarray(types.flatMap((type) => ["a", "b"].map((name) => urnOf(type, name))));
        const name = fc.constantFrom("a", "b");
        fc.assert(
            fc.property(value, value, urns, fc.constantFrom(...types), name, (named, id, sources, type, target) => {
                const from: Resource = {
                    ...toResource({ type: "aws:ec2/flowLog:FlowLog", properties: { vpcId: named } }),
                    dependenciesOf: () => sources,
                };
                const to = toResource({ type, name: target, properties: { id } });
                const isFound = finds(marksOfReference(from, "vpcId", types), marksOfTarget(to));
                expect(isFound || isNo(() => refersTo(from, "vpcId", to))).to.equal(true);
            }),
        );
    });

    it("is in another namespace", () => {
        const namespace: fc.Arbitrary<Namespace> = fc.record({
            name: fc.option(text, { nil: undefined }),
            urn: fc.option(text, { nil: undefined }),
        });
        fc.assert(
            fc.property(namespace, namespace, (one, other) => {
                const isFound = finds(marksOfNamespace(one), marksBesideNamespace(other));
                expect(isFound || isSameNamespace(one, other) === false).to.equal(true);
            }),
        );
    });

    it("selects none of the pods in question", () => {
        const labels = fc.oneof({ weight: 6, arbitrary: fc.dictionary(text, value, { maxKeys: 3 }) }, value);
        const expressions = fc.constantFrom<unknown>(undefined, [{ key: "a", operator: "Exists" }], unknown, 1);
        const selector = fc.oneof(
            { weight: 6, arbitrary: fc.record({ matchLabels: labels, matchExpressions: expressions }) },
            value,
        );
        fc.assert(
            fc.property(fc.array(selector, { minLength: 1, maxLength: 4 }), labels, (raw, ofPod) => {
                const selectors = raw.map((one) => Value.of("budget", one));
                const pod = Value.of("pod", ofPod);
                const found = new Selectors(
                    selectors.map((one) => ({ item: one, place: ["shop"], labels: labelsNeededBy(one) })),
                ).find(["shop"], pod);
                for (const one of selectors) {
                    expect(found.includes(one) || isNo(() => selectorMatches(one, pod))).to.equal(true);
                }
            }),
            { numRuns: 1000 },
        );
    });
});

/** Apps in one namespace and buckets, with all that belongs to them. */
function shopOf(count: number): CaseResource[] {
    return Array.from({ length: count }, (_, index) => {
        const labels = labelsOf("blue", `app-${index}`);
        const metadata = { name: `app-${index}`, namespace: "shop" };
        const template = { metadata: { labels } };
        const bucket = `bucket-${index}`;
        const inShop = (type: string, spec: object) => ({ type, name: `${index}`, properties: { metadata, spec } });
        return [
            {
                ...deployment("blue", { selector: { matchLabels: labels }, template }),
                name: `${index}`,
            },
            inShop("kubernetes:core/v1:Service", service("", labels).properties.spec as object),
            inShop("kubernetes:policy/v1:PodDisruptionBudget", { selector: { matchLabels: labels } }),
            inShop("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", {
                scaleTargetRef: { kind: "Deployment", name: `app-${index}` },
                minReplicas: 2,
            }),
            inShop("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute", {
                rules: [{ backendRefs: [{ name: `app-${index}`, weight: 1 }] }],
            }),
            { type: "aws:s3/bucket:Bucket", name: bucket, properties: { id: bucket, bucket } },
            { type: "aws:s3/bucketVersioning:BucketVersioning", name: bucket, properties: { bucket } },
            { type: "aws:s3/bucketLogging:BucketLogging", name: bucket, properties: { bucket, targetBucket: bucket } },
            { type: "aws:ec2/vpc:Vpc", name: bucket, properties: { id: bucket } },
            { type: "aws:ec2/flowLog:FlowLog", name: bucket, properties: { vpcId: bucket, trafficType: "ALL" } },
            { type: "aws:rds/cluster:Cluster", name: bucket, properties: { id: bucket, clusterIdentifier: bucket } },
            {
                type: "aws:rds/clusterInstance:ClusterInstance",
                name: bucket,
                properties: { clusterIdentifier: bucket },
            },
        ];
    }).flat();
}

/** Properties that say each time they are read. */
function counting<T extends object>(properties: T, count: () => void): T {
    return new Proxy(properties, {
        get: (target, key) => {
            count();
            const found: unknown = Reflect.get(target, key);
            return typeof found === "object" && found !== null ? counting(found, count) : found;
        },
    });
}

describe("a rule about a stack", () => {
    for (const rule of stackRules) {
        it(`reads twice as much where there are twice as many resources: ${rule.id}`, () => {
            const reads = [50, 100].map((count) => {
                let sum = 0;
                const resources = shopOf(count).map((one) =>
                    toResource(one, (properties) =>
                        counting(properties, () => {
                            sum++;
                        }),
                    ),
                );
                evaluateStack(rule as never, stackOf(resources), {
                    ...defaults(rule),
                    ...(rule.exampleParameters as object | undefined),
                } as never);
                return sum;
            });
            expect(reads[1]).to.be.at.most(2.1 * (reads[0] ?? 0));
        });
    }
});
