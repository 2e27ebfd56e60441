import * as proxy from "@pulumi/policy/proxy";
import { secretsPreservingProxy } from "@pulumi/policy/secret";
import { expect } from "chai";

import { k8sCaps } from "../../policy-pack/kubernetes/k8s-caps";
import { k8sSeccomp } from "../../policy-pack/kubernetes/k8s-seccomp";
import type { ResourceRule } from "../../policy-pack/rule";
import { findingsOf } from "./rule-cases";

/** The SDK has it for tests, and its declarations leave it out. */
const { unknownCheckingProxy } = proxy as unknown as { unknownCheckingProxy: (properties: object) => object };

const pod = "kubernetes:core/v1:Pod";
const cronJob = "kubernetes:batch/v1:CronJob";

/** Has the rule write into properties, which it gets as the SDK hands them to it. */
function remediate(rule: ResourceRule, properties: object, type: string): boolean | undefined {
    const wrapped = unknownCheckingProxy(secretsPreservingProxy(properties) as object) as Record<string, unknown>;
    return rule.remediate?.(wrapped, type, {});
}

/** The spec of a pod as the rule leaves it, and whether the rule says that it changed something. */
function remediated(rule: ResourceRule, spec: object): { spec: unknown; changed: boolean | undefined } {
    const properties = structuredClone({ spec });
    const changed = remediate(rule, properties, pod);
    return { spec: properties.spec, changed };
}

function staysAsItIs(rule: ResourceRule, spec: object): void {
    expect(remediated(rule, spec)).to.deep.equal({ spec, changed: false });
}

describe("the remediation of capabilities", () => {
    const dropAll = { drop: ["ALL"] };

    it("drops all in every container that says nothing, and leaves the rest as it is", () => {
        const spec = {
            initContainers: [{ name: "set-up" }],
            containers: [
                { name: "web", securityContext: { runAsUser: 1000, capabilities: { add: ["NET_BIND_SERVICE"] } } },
                { name: "proxy", securityContext: { capabilities: { drop: ["NET_RAW"] } } },
            ],
        };
        expect(remediated(k8sCaps, spec)).to.deep.equal({
            spec: {
                initContainers: [{ name: "set-up", securityContext: { capabilities: dropAll } }],
                containers: [
                    {
                        name: "web",
                        securityContext: {
                            runAsUser: 1000,
                            capabilities: { add: ["NET_BIND_SERVICE"], drop: ["ALL"] },
                        },
                    },
                    { name: "proxy", securityContext: { capabilities: { drop: ["NET_RAW"] } } },
                ],
            },
            changed: true,
        });
    });

    it("leaves a CronJob that the rule is content with", () => {
        const template = { spec: { containers: [{ name: "report" }], restartPolicy: "OnFailure" } };
        const properties = { spec: { jobTemplate: { spec: { template } } } };
        expect(remediate(k8sCaps, properties, cronJob)).to.equal(true);
        expect(findingsOf(k8sCaps, { resources: { type: cronJob, properties } })).to.deep.equal([]);
        expect(remediate(k8sCaps, properties, cronJob), "a second time").to.equal(false);
    });

    it("leaves patches and pods of Windows alone", () => {
        const properties = { spec: { containers: [{ name: "web" }] } };
        expect(remediate(k8sCaps, properties, `${pod}Patch`)).to.equal(false);
        expect(properties).to.deep.equal({ spec: { containers: [{ name: "web" }] } });
        staysAsItIs(k8sCaps, { os: { name: "windows" }, containers: [{ name: "iis" }] });
    });

    it("leaves what is of a wrong type alone", () => {
        staysAsItIs(k8sCaps, { containers: [{ securityContext: "none" }, "web", null], initContainers: {} });
        expect(remediate(k8sCaps, { spec: "none" }, pod)).to.equal(false);
    });
});

describe("the remediation of seccomp", () => {
    const runtime = { seccompProfile: { type: "RuntimeDefault" } };

    it("gives the pod the runtime's profile where a container has none", () => {
        const own = { securityContext: { seccompProfile: { type: "Localhost", localhostProfile: "web.json" } } };
        const spec = { securityContext: { runAsNonRoot: true }, containers: [own, { name: "proxy" }] };
        expect(remediated(k8sSeccomp, spec)).to.deep.equal({
            spec: { ...spec, securityContext: { runAsNonRoot: true, ...runtime } },
            changed: true,
        });
    });

    it("leaves a CronJob that the rule is content with", () => {
        const template = { spec: { securityContext: null, containers: [{ name: "report" }] } };
        const properties = { spec: { jobTemplate: { spec: { template } } } };
        expect(remediate(k8sSeccomp, properties, cronJob)).to.equal(true);
        expect(findingsOf(k8sSeccomp, { resources: { type: cronJob, properties } })).to.deep.equal([]);
    });

    it("leaves a pod alone that has a profile, be it a wrong one, or whose containers have", () => {
        const unconfined = { securityContext: { seccompProfile: { type: "Unconfined" } } };
        staysAsItIs(k8sSeccomp, { ...unconfined, containers: [{ name: "web" }] });
        staysAsItIs(k8sSeccomp, { containers: [unconfined] });
    });

    it("leaves patches and pods of Windows alone", () => {
        const properties = { spec: { containers: [{ name: "web" }] } };
        expect(remediate(k8sSeccomp, properties, `${pod}Patch`)).to.equal(false);
        expect(properties).to.deep.equal({ spec: { containers: [{ name: "web" }] } });
        staysAsItIs(k8sSeccomp, { os: { name: "windows" }, containers: [{ name: "iis" }] });
    });
});
