import { expect } from "chai";

import { localFoundation } from "../../../../components/foundation/local/from-config";
import { Platform } from "../../../../components/platform";
import { image, localConfig, workloads } from "../../example";
import { type Registered, registered } from "../../mocks";
import { registeredStack, stack } from "../../stack-file";

const recipes = {
    image: { blue: image("a"), green: image("b") },
    uses: ["database", "cache"],
    replicas: { min: 2, max: 4 },
    resources: { cpu: "50m", memory: "64Mi", memoryLimit: "128Mi" },
    longestRequestSeconds: 20,
    rolloutSeconds: 120,
};

/** The Kubernetes objects of the workload, by name: what the app developer's cluster and production have in common. */
function manifests(resources: Registered[]): Map<string, unknown> {
    const own = resources.filter(
        ({ type, name }) => type.startsWith("kubernetes:") && /^alchemorsel-recipes-(?!traffic)/.test(name),
    );
    return new Map(own.map(({ name, inputs }) => [name, inputs as unknown]));
}

/** Paths at which two values differ; lists of named things are compared by name. */
function differences(one: unknown, other: unknown, path = ""): string[] {
    if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
        return one === other ? [] : [path];
    }
    const [left, right] = [keyed(one), keyed(other)];
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...keys].flatMap((key) => differences(left[key], right[key], `${path}/${key}`));
}

function keyed(value: object): Record<string, unknown> {
    return Array.isArray(value) && value.every((item) => typeof (item as { name?: unknown } | null)?.name === "string")
        ? Object.fromEntries(value.map((item: { name: string }) => [item.name, item]))
        : (value as Record<string, unknown>);
}

const pod = "/spec/template/spec";

/** Where they may differ, and why. */
const allowed: [pattern: RegExp, reason: string][] = [
    [new RegExp(`^${pod}/containers/app/env/(DATABASE|CACHE)_\\w+/?`), "where the stores are, and how to sign in"],
    [new RegExp(`^${pod}/containers/app/env/(PGSSLROOTCERT|AWS_REGION)$`), "the stores' certificates and region"],
    [new RegExp(`^${pod}/(volumes|containers/app/volumeMounts)/pgsslrootcert$`), "the database's certificates"],
    [new RegExp(`^${pod}/containers/app/lifecycle/preStop/sleep/seconds$`), "how fast the load balancer forgets a pod"],
    [new RegExp(`^${pod}/terminationGracePeriodSeconds$`), "the same"],
    [/^\/spec\/minReadySeconds$/, "how fast the load balancer finds a pod healthy"],
    [/^\/spec\/ingress\//, "where the load balancer's requests come from"],
    [/^\/spec\/egress\//, "where the stores are"],
];

describe("a workload on AWS and on a local cluster", () => {
    let local: Map<string, unknown>;
    let aws: Map<string, unknown>;

    before(async () => {
        const config = localConfig({ workloads: workloads(recipes) });
        const foundation = await localFoundation(config, "/nowhere/kubeconfig");
        local = manifests(await registered(() => new Platform("alchemorsel", { ...config, foundation })));
        aws = manifests(await registeredStack(stack("production", (raw) => (raw.workloads = { recipes }))));
    });

    it("has the same objects under the same names", () => {
        expect([...aws.keys()]).to.have.members([...local.keys()]);
        expect(aws.size).to.equal(10);
    });

    it("differs only where the foundation says so", () => {
        const found = [...local].flatMap(([name, manifest]) =>
            differences(manifest, aws.get(name)).map((path) => ({ name, path })),
        );
        expect(found.filter(({ path }) => !allowed.some(([pattern]) => pattern.test(path)))).to.deep.equal([]);
        const unused = allowed.filter(([pattern]) => !found.some(({ path }) => pattern.test(path)));
        expect(unused.map(([pattern]) => pattern.source)).to.deep.equal([]);
    });
});
