/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-argument --
   manifests are asserted by their shape */
import { expect } from "chai";

import { localMigrationRole } from "../../../components/foundation/local/database-roles";
import { localFoundation } from "../../../components/foundation/local/from-config";
import { Platform } from "../../../components/platform";
import { contractJob } from "../../../delivery/migrations/contract-job";
import { image, localConfig, workloads } from "../example";
import { named, type Registered, registered } from "../mocks";
import { podViolations } from "../restricted";

const migrations = { expand: ["migrate", "expand"], contract: ["migrate", "contract"] };
const contract = { args: migrations.contract, seconds: 120, roles: [localMigrationRole] };

function platform(changes: Record<string, unknown>): Promise<Registered[]> {
    const config = localConfig({ workloads: workloads(changes) });
    return registered(
        async () =>
            new Platform("alchemorsel", {
                ...config,
                foundation: await localFoundation(config, "/nowhere/kubeconfig"),
            }),
    );
}

/** Whether a selector's labels are all among those of a pod. */
function selects(selector: Record<string, string>, labels: Record<string, string>): boolean {
    return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

/** A server's pod has probes, a Job's must not have any. */
function violations(spec: object): string[] {
    return podViolations(spec).filter((violation) => !violation.endsWith("Probe"));
}

describe("a workload with migrations", () => {
    let resources: Registered[];
    const find = (name: string) => named(resources, `alchemorsel-recipes-${name}`);
    /** A Job of another image is another resource: blue has the image a, green the image b. */
    const job = (color: "blue" | "green") => `${color}-migration-${(color === "blue" ? "a" : "b").repeat(12)}`;

    before(async () => {
        resources = await platform({ migrations, rolloutSeconds: 300 });
    });

    it("runs those of each color's image before its pods are made or changed", () => {
        for (const [color, digit] of [
            ["blue", "a"],
            ["green", "b"],
        ] as const) {
            const { metadata, spec } = find(job(color)).inputs;
            expect(metadata.name).to.equal(`recipes-${color}-expand-${digit.repeat(12)}`);
            const [container] = spec.template.spec.containers;
            expect(container).to.include({ image: image(digit) });
            expect(container.args).to.deep.equal(["migrate", "expand"]);
            const { dependencies, hooks } = find(`${color}-deployment`);
            expect(dependencies).to.include(`alchemorsel-recipes-${job(color)}`);
            for (const hook of ["beforeCreate", "beforeUpdate"] as const) {
                expect(hooks[hook]).to.include(`alchemorsel-recipes-${color}-migration-gate`);
            }
        }
    });

    it("has them reach the stores as the pods do, but for the role that they sign in as", () => {
        const { template } = find(job("green")).inputs.spec;
        const pod = find("green-deployment").inputs.spec.template;
        expect(template.metadata.labels).to.include({ "alchemorsel.dev/uses-database": "true" });
        const { volumeMounts } = pod.spec.containers[0];
        const env: { name: string }[] = pod.spec.containers[0].env;
        expect(template.spec.containers[0].env).to.deep.equal(
            env.map((each) => (each.name === "DATABASE_USER" ? { ...each, value: "alchemorsel_owner" } : each)),
        );
        expect(template.spec.containers[0].volumeMounts).to.deep.equal(volumeMounts);
        const { podSelector } = find("network-policy").inputs.spec;
        expect(selects(podSelector.matchLabels, template.metadata.labels)).to.be.true;
    });

    it("gives the Secret of the schema's owner to them alone, and the app's to them not", () => {
        const secrets = ({ volumes }: { volumes: { secret?: { secretName: string } }[] }) =>
            volumes.flatMap(({ secret }) => secret?.secretName ?? []);
        for (const color of ["blue", "green"] as const) {
            expect(secrets(find(job(color)).inputs.spec.template.spec)).to.deep.equal(["database-owner-credentials"]);
            const app = find(`${color}-deployment`).inputs.spec.template.spec;
            expect(secrets(app)).to.deep.equal(["database-credentials"]);
        }
    });

    it("sends them no traffic, and counts them to no color", () => {
        const { labels } = find(job("green")).inputs.spec.template.metadata;
        for (const color of ["blue", "green"]) {
            expect(selects(find(`${color}-service`).inputs.spec.selector, labels)).to.be.false;
            const { matchLabels } = find(`${color}-disruption-budget`).inputs.spec.selector;
            expect(selects(matchLabels, labels)).to.be.false;
        }
    });

    it("bounds them, tries again what may pass, and has the provider replace those that did not complete", () => {
        const { metadata, spec } = find(job("blue")).inputs;
        expect(spec).to.include({ backoffLimit: 6, activeDeadlineSeconds: 300 });
        expect(spec).to.not.have.property("ttlSecondsAfterFinished");
        expect(spec.template.spec.restartPolicy).to.equal("Never");
        expect(spec.podFailurePolicy.rules[1]).to.deep.equal({
            action: "FailJob",
            onExitCodes: { containerName: "app", operator: "In", values: [2] },
        });
        expect(metadata.annotations["pulumi.com/replaceUnready"]).to.equal("true");
        // With `skipAwait` the provider would not wait for the old one's end either, and patch it instead.
        expect(metadata.annotations).to.not.have.property("pulumi.com/skipAwait");
    });

    it("has pods that the restricted standard admits, without a server's probes, port and drain", () => {
        const pod = find(job("blue")).inputs.spec.template.spec;
        expect(violations(pod)).to.be.empty;
        expect(pod.containers[0]).to.not.have.any.keys(
            "readinessProbe",
            "livenessProbe",
            "startupProbe",
            "ports",
            "lifecycle",
        );
        expect(pod).to.not.have.property("topologySpreadConstraints");
    });

    it("has none where there is no image, and none without being asked", async () => {
        const jobs = (all: Registered[]) => all.filter(({ type }) => type.endsWith(":Job")).map(({ name }) => name);
        const blueOnly = await platform({ migrations, image: { blue: image("a") } });
        expect(jobs(blueOnly)).to.deep.equal([`alchemorsel-recipes-${job("blue")}`]);
        const without = await platform({});
        expect(jobs(without)).to.be.empty;
        expect(named(without, "alchemorsel-recipes-blue-deployment").hooks.beforeCreate).to.be.empty;
    });

    it("contracts by a Job of the color's live Deployment, as its own pods but without traffic", () => {
        const { metadata, spec } = find("green-deployment").inputs;
        const manifest = JSON.parse(JSON.stringify(contractJob("recipes", { metadata, spec }, contract)));
        expect(manifest).to.include({ apiVersion: "batch/v1", kind: "Job" });
        expect(manifest.metadata).to.include({ name: "recipes-contract-bbbbbbbbbbbb", namespace: "alchemorsel" });
        const { metadata: template, spec: pod } = manifest.spec.template;
        expect(template.labels).to.deep.equal(find(job("green")).inputs.spec.template.metadata.labels);
        const expanded = find(job("green")).inputs.spec.template.spec;
        expect(pod).to.deep.equal({
            ...expanded,
            containers: [{ ...expanded.containers[0], args: migrations.contract }],
        });
        expect(manifest.spec).to.include({ activeDeadlineSeconds: 120 });
    });

    it("can't contract with a Deployment that has no image", () => {
        const { metadata, spec } = find("green-deployment").inputs;
        const empty = { metadata, spec: { template: { ...spec.template, spec: { containers: [] } } } };
        expect(() => contractJob("recipes", empty, contract)).to.throw(/recipes-green has no container/);
    });
});
