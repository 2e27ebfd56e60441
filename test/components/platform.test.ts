/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return --
   manifests are asserted by their shape */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { localFoundation } from "../../components/foundation/local/from-config";
import { Platform, type PlatformArgs } from "../../components/platform";
import { editorKey, editorKeyFile, image, localConfig, workloads } from "./example";
import { named, type Registered, registered } from "./mocks";
import { podViolations } from "./restricted";

const cluster = { kubeconfig: "/nowhere/kubeconfig" };

/** The args of the platform that a local stack has. */
async function platformArgs(changes: Record<string, string> = {}): Promise<PlatformArgs> {
    const config = localConfig(changes);
    return { ...config, foundation: await localFoundation(config, cluster.kubeconfig) };
}

function platform(changes: Record<string, string> = {}, args: Partial<PlatformArgs> = {}): Promise<Registered[]> {
    return registered(async () => new Platform("alchemorsel", { ...(await platformArgs(changes)), ...args }));
}

function backends(resources: Registered[]): { name: string; weight: number }[] {
    return named(resources, "alchemorsel-recipes-traffic-route").inputs.spec.rules[0].backendRefs;
}

describe("a platform", () => {
    let resources: Registered[];
    const inputs = (name: string) => named(resources, `alchemorsel-${name}`).inputs;
    const ofKind = (kind: string) => resources.filter(({ type }) => type.endsWith(`:${kind}`));

    before(async () => {
        resources = await platform();
    });

    it("goes to the cluster that it is given, and to no other", () => {
        const [provider, ...others] = resources.filter(({ type }) => type === "pulumi:providers:kubernetes");
        expect(others).to.be.empty;
        expect(provider!.inputs).to.include(cluster);
    });

    it("is what workloads will stand on where there are none yet", async () => {
        const types = (await platform({ workloads: "{}" })).map(({ type }) => type);
        expect(types).to.include("kubernetes:apps/v1:StatefulSet");
        expect(types.filter((type) => type.startsWith("alchemorsel:workload"))).to.be.empty;
    });

    it("lies in one namespace that enforces the restricted standard", () => {
        const { metadata } = inputs("foundation-namespace");
        expect(metadata.name).to.equal("alchemorsel");
        expect(metadata.labels["pod-security.kubernetes.io/enforce"]).to.equal("restricted");
        const elsewhere = resources.filter(
            ({ type, inputs: given }) =>
                type.startsWith("kubernetes:") &&
                !type.endsWith(":Namespace") &&
                given.metadata.namespace !== "alchemorsel",
        );
        expect(elsewhere).to.be.empty;
    });

    it("has pods that the restricted standard admits, by digest, with requests, limits and three probes each", () => {
        const owners = [...ofKind("Deployment"), ...ofKind("StatefulSet")];
        expect(owners.map(({ name }) => name)).to.have.members([
            "alchemorsel-foundation-database-stateful-set",
            "alchemorsel-foundation-cache-deployment",
            "alchemorsel-recipes-blue-deployment",
            "alchemorsel-recipes-green-deployment",
        ]);
        for (const owner of owners) {
            expect(podViolations(owner.inputs.spec.template.spec), owner.name).to.be.empty;
        }
    });

    it("names children with their parent's name as prefix, so that aliases are inherited", () => {
        expect(resources.filter(({ name }) => !name.startsWith("alchemorsel"))).to.be.empty;
    });

    it("has a database whose data outlives it and which only its users reach", () => {
        const { spec } = inputs("foundation-database-stateful-set");
        expect(spec.persistentVolumeClaimRetentionPolicy).to.deep.equal({
            whenDeleted: "Retain",
            whenScaled: "Retain",
        });
        expect(spec.volumeClaimTemplates[0].spec).to.not.have.property("storageClassName");
        const policy = inputs("foundation-database-network-policy").spec;
        expect(policy.ingress).to.deep.equal([
            {
                from: [{ podSelector: { matchLabels: { "alchemorsel.dev/uses-database": "true" } } }],
                ports: [{ protocol: "TCP", port: 5432 }],
            },
        ]);
        expect(policy.egress).to.deep.equal([]);
    });

    it("keeps the database's passwords secrets, though they were given in plain text", () => {
        // How the engine's protocol marks a secret.
        const mark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
        expect(inputs("foundation-database-credentials").stringData).to.deep.include(mark);
        expect(inputs("foundation-database-owner-credentials").stringData).to.deep.include(mark);
        const others = resources.filter(({ name }) => !name.endsWith("-credentials"));
        expect(JSON.stringify(others)).to.not.match(/correct horse|battery staple/);
    });

    it("closes what no policy opens", () => {
        expect(inputs("foundation-default-deny").spec).to.deep.equal({
            podSelector: {},
            policyTypes: ["Ingress", "Egress"],
        });
    });

    it("has a Gateway of the class and port in the config, for its own namespace only", () => {
        const { spec } = inputs("foundation-gateway");
        expect(spec.gatewayClassName).to.equal("traefik");
        expect(spec.listeners[0]).to.deep.include({ port: 8000, allowedRoutes: { namespaces: { from: "Same" } } });
    });

    describe("gives a workload, without being asked,", () => {
        it("a Service per color with a selector that never changes and without the provider's wait", () => {
            for (const color of ["blue", "green"]) {
                const { metadata, spec } = inputs(`recipes-${color}-service`);
                expect(metadata.name).to.equal(`recipes-${color}`);
                expect(metadata.annotations["pulumi.com/skipAwait"]).to.equal("true");
                expect(spec.selector).to.deep.include({
                    "app.kubernetes.io/name": "recipes",
                    "alchemorsel.dev/color": color,
                });
            }
        });

        it("Deployments that keep requests alive and leave replicas to the autoscaler", () => {
            const { spec } = inputs("recipes-blue-deployment");
            expect(spec).to.not.have.property("replicas");
            expect(spec.strategy.rollingUpdate.maxUnavailable).to.equal(0);
            expect(spec.minReadySeconds).to.be.at.least(2);
            const pod = spec.template.spec;
            const [container] = pod.containers;
            const preStop = container.lifecycle.preStop.sleep.seconds;
            const drain = Number(container.env.find((entry: { name: string }) => entry.name === "DRAIN_SECONDS").value);
            expect(pod.terminationGracePeriodSeconds).to.be.above(Number(preStop) + drain);
            expect(
                pod.topologySpreadConstraints.map((spread: { topologyKey: string }) => spread.topologyKey),
            ).to.deep.equal(["topology.kubernetes.io/zone", "kubernetes.io/hostname"]);
            expect(container.terminationMessagePolicy).to.equal("FallbackToLogsOnError");
        });

        it("each color its own image and name of the color", () => {
            for (const [color, digit] of [
                ["blue", "a"],
                ["green", "b"],
            ] as const) {
                const [container] = inputs(`recipes-${color}-deployment`).spec.template.spec.containers;
                expect(container.image).to.equal(image(digit));
                expect(container.env).to.deep.include({ name: "COLOR", value: color });
            }
        });

        it("an autoscaler on CPU and memory that shrinks slowly, and a disruption budget, per color", () => {
            const { spec } = inputs("recipes-green-autoscaler");
            expect(spec).to.deep.include({ minReplicas: 2, maxReplicas: 4 });
            expect(spec.scaleTargetRef.name).to.equal("recipes-green");
            expect(spec.metrics.map((metric: { resource: { name: string } }) => metric.resource.name)).to.deep.equal([
                "cpu",
                "memory",
            ]);
            expect(spec.behavior.scaleDown.stabilizationWindowSeconds).to.be.at.least(300);
            expect(inputs("recipes-green-disruption-budget").spec.maxUnavailable).to.equal(1);
        });

        it("a ServiceAccount of its own without a token", () => {
            expect(inputs("recipes-service-account").automountServiceAccountToken).to.be.false;
            expect(inputs("recipes-blue-deployment").spec.template.spec.serviceAccountName).to.equal("recipes");
        });

        it("only the declared ways in and out", () => {
            const { spec } = inputs("recipes-network-policy");
            expect(spec.ingress).to.deep.equal([
                {
                    from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "gateway" } } }],
                    ports: [{ protocol: "TCP", port: 8080 }],
                },
            ]);
            const ports = spec.egress.flatMap((rule: { ports: { port: number }[] }) =>
                rule.ports.map(({ port }) => port),
            );
            expect(ports).to.deep.equal([53, 53, 5432, 6379]);
        });

        it("the database's password as a file, never in its environment", () => {
            const pod = inputs("recipes-blue-deployment").spec.template.spec;
            const env: { name: string; value: string }[] = pod.containers[0].env;
            const file = env.find(({ name }) => name === "DATABASE_PASSWORD_FILE")!.value;
            const mount = pod.containers[0].volumeMounts.find(({ mountPath }: { mountPath: string }) =>
                file.startsWith(`${mountPath}/`),
            );
            const volume = pod.volumes.find(({ name }: { name: string }) => name === mount.name);
            expect(volume.secret).to.deep.include({ secretName: "database-credentials", defaultMode: 0o440 });
            expect(JSON.stringify(env)).to.not.include("correct horse");
        });
    });

    it("tells a workload that one proxy stands before it, and lets nobody else say so", () => {
        const [container] = inputs("recipes-green-deployment").spec.template.spec.containers;
        expect(container.env).to.deep.include({ name: "TRUSTED_PROXIES", value: "1" });
    });

    it("divides the database's connections among the workloads that use it and the pods of both colors", async () => {
        const env = (all: Registered[], workload: string) => {
            const { inputs: deployment } = named(all, `alchemorsel-${workload}-green-deployment`);
            const given: { name: string; value: string }[] = deployment.spec.template.spec.containers[0].env;
            return given.filter(({ name }) => /CONNECTIONS|PODS/.test(name)).map(({ name, value }) => [name, value]);
        };
        expect(env(resources, "recipes")).to.deep.equal([
            ["DATABASE_CONNECTIONS", "72"],
            ["DATABASE_PODS", "10"],
        ]);
        const { recipes } = JSON.parse(workloads({})) as Record<string, object>;
        const two = {
            recipes,
            cart: { ...recipes, host: "cart.example" },
            page: { ...recipes, host: "page.example", uses: ["cache"] },
        };
        const more = await platform({ workloads: JSON.stringify(two) });
        expect(env(more, "cart")).to.deep.include(["DATABASE_CONNECTIONS", "36"]);
        expect(env(more, "page")).to.deep.equal([]);
        const tooMany = platform({ workloads: workloads({ replicas: { min: 2, max: 20 } }) });
        await tooMany.then(
            () => expect.fail("it was taken"),
            (error: unknown) => expect(String(error)).to.match(/replicas\.max: is 20: 50 pods .* need 100 connections/),
        );
    });

    describe("with an editor's key", () => {
        const secrets = { ...editorKeyFile, MAIL_KEY_FILE: { name: "mail", key: "token" } };
        let withKey: Registered[];
        const podOf = (color: string) =>
            named(withKey, `alchemorsel-recipes-${color}-deployment`).inputs.spec.template.spec;

        before(async () => {
            withKey = await platform({ editorKey, workloads: workloads({ secrets }) });
        });

        it("has it in a Secret that is changed in place, and nowhere else", () => {
            const { metadata, stringData } = named(withKey, "alchemorsel-foundation-editor-key").inputs;
            expect(metadata).to.include({ name: "editor-key", namespace: "alchemorsel" });
            const mark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
            expect(stringData).to.deep.include({ ...mark });
            const others = withKey.filter(({ name }) => name !== "alchemorsel-foundation-editor-key");
            expect(JSON.stringify(others)).to.not.include(editorKey);
            const [provider] = withKey.filter(({ type }) => type === "pulumi:providers:kubernetes");
            expect(provider!.inputs.enableSecretMutable).to.equal("true");
        });

        it("gives it to the pods that ask for it as a file in a folder, which a new value reaches", () => {
            for (const color of ["blue", "green"]) {
                const pod = podOf(color);
                const [{ env, volumeMounts }] = pod.containers;
                for (const [variable, { name, key }] of Object.entries(secrets)) {
                    const file: string = env.find((each: { name: string }) => each.name === variable).value;
                    const mount = volumeMounts.find(({ mountPath }: { mountPath: string }) =>
                        file.startsWith(`${mountPath}/`),
                    );
                    expect(mount).to.include({ readOnly: true }).and.not.have.property("subPath");
                    expect(file).to.equal(`${mount.mountPath}/${key}`);
                    const volume = pod.volumes.find((each: { name: string }) => each.name === mount.name);
                    expect(volume.secret).to.deep.equal({
                        secretName: name,
                        items: [{ key, path: key }],
                        defaultMode: 0o440,
                    });
                }
                expect(podViolations(pod)).to.be.empty;
            }
        });

        it("has it before the first pod starts", () => {
            const { dependencies } = named(withKey, "alchemorsel-recipes-blue-deployment");
            expect(dependencies).to.include("alchemorsel-foundation-editor-key");
        });

        it("has no such Secret without one, and pods that don't ask get none", async () => {
            expect(resources.map(({ name }) => name)).to.not.include("alchemorsel-foundation-editor-key");
            const unasked = await platform({ editorKey });
            const pod = named(unasked, "alchemorsel-recipes-blue-deployment").inputs.spec.template.spec;
            expect(JSON.stringify(pod)).to.not.include("editor-key");
        });
    });

    describe("moves traffic by weights only:", () => {
        it("the active color has all of it", async () => {
            expect(backends(resources)).to.deep.equal([
                { name: "recipes-blue", port: 8080, weight: 100 },
                { name: "recipes-green", port: 8080, weight: 0 },
            ]);
            expect(backends(await platform({ activeColor: "green", canaryWeight: "10" }))).to.deep.equal([
                { name: "recipes-blue", port: 8080, weight: 10 },
                { name: "recipes-green", port: 8080, weight: 90 },
            ]);
        });

        it("a switch changes two numbers of the route and nothing else", async () => {
            const switched = await platform({ activeColor: "green" });
            const changed = resources.filter(
                ({ name, inputs: before }) => JSON.stringify(before) !== JSON.stringify(named(switched, name).inputs),
            );
            expect(changed.map(({ name }) => name)).to.deep.equal(["alchemorsel-recipes-traffic-route"]);
            expect(switched).to.have.length(resources.length);
        });

        it("a color without an image keeps its Service and its place in the route, with no pods", async () => {
            const single = await platform({ workloads: workloads({ image: { blue: image("a") } }) });
            const green = single.filter(({ name, custom }) => custom && name.includes("green")).map(({ name }) => name);
            expect(green).to.deep.equal(["alchemorsel-recipes-green-service"]);
            expect(backends(single)).to.deep.include({ name: "recipes-green", port: 8080, weight: 0 });
        });
    });

    describe("shows its idle color to the requests with a header:", () => {
        const release = JSON.stringify({ previewHeader: "x-preview" });
        const rules = async (changes: Record<string, string>) =>
            named(await platform({ release, ...changes }), "alchemorsel-recipes-traffic-route").inputs.spec.rules;
        const previewOf = (color: string) => ({
            matches: [{ headers: [{ name: "x-preview", value: "idle" }] }],
            backendRefs: [{ name: `recipes-${color}`, port: 8080 }],
        });

        it("by a rule of its own, beside the weights", async () => {
            const [preview, ...others] = await rules({});
            expect(preview).to.deep.equal(previewOf("green"));
            expect(others).to.deep.equal([{ backendRefs: backends(resources) }]);
        });

        it("which follows a switch in the same update of the same route", async () => {
            expect((await rules({ activeColor: "green" }))[0]).to.deep.equal(previewOf("blue"));
        });

        it("for a workload with a host too", async () => {
            const both = { blue: image("a"), green: image("b") };
            const hosted = workloads({ host: "recipes.example.com", image: both });
            expect((await rules({ workloads: hosted }))[0]).to.deep.equal(previewOf("green"));
        });

        it("not while it has no image, for then nobody would answer", async () => {
            expect(await rules({ workloads: workloads({ image: { blue: image("a") } }) })).to.have.length(1);
        });
    });

    describe("guards its traffic:", () => {
        it("the route's weights, at its creation and at each update", () => {
            const { hooks } = named(resources, "alchemorsel-recipes-traffic-route");
            expect(hooks.beforeCreate).to.deep.equal(["alchemorsel-recipes-traffic-guard"]);
            expect(hooks.beforeUpdate).to.deep.equal(["alchemorsel-recipes-traffic-guard"]);
        });

        it("each color's Deployment and autoscaler, at each update", () => {
            for (const child of ["blue-deployment", "blue-autoscaler", "green-deployment", "green-autoscaler"]) {
                const { hooks } = named(resources, `alchemorsel-recipes-${child}`);
                expect(hooks.beforeUpdate, child).to.deep.equal(["alchemorsel-recipes-color-guard"]);
            }
        });

        it("each Deployment's rollout, after its creation and after each update, and says why it failed", () => {
            const { hooks } = named(resources, "alchemorsel-recipes-green-deployment");
            expect(hooks.afterCreate).to.deep.equal(["alchemorsel-recipes-green-rollout-check"]);
            expect(hooks.afterUpdate).to.deep.equal(["alchemorsel-recipes-green-rollout-check"]);
            expect(hooks.onError).to.deep.equal(["alchemorsel-recipes-green-rollout-report"]);
        });

        it("the route waits for the Deployments that shall carry traffic and for no other, or a broken color would hold up the rollback", async () => {
            const waitsFor = (given: Registered[]) =>
                named(given, "alchemorsel-recipes-traffic-route").dependencies.filter((name) =>
                    name.endsWith("-deployment"),
                );
            expect(waitsFor(resources)).to.deep.equal(["alchemorsel-recipes-blue-deployment"]);
            expect(waitsFor(await platform({ canaryWeight: "1" }))).to.have.members([
                "alchemorsel-recipes-blue-deployment",
                "alchemorsel-recipes-green-deployment",
            ]);
        });

        it("no pod starts before the policy that fences it", () => {
            for (const [pod, policy] of [
                ["recipes-blue-deployment", "recipes-network-policy"],
                ["foundation-database-stateful-set", "foundation-database-network-policy"],
                ["foundation-cache-deployment", "foundation-cache-network-policy"],
            ]) {
                expect(named(resources, `alchemorsel-${pod!}`).dependencies).to.include(`alchemorsel-${policy!}`);
            }
        });
    });

    it("carries many workloads, each with a host of its own", async () => {
        const names = ["one", "two", "three"];
        const entries = names.map((name) => [name, { image: { blue: image("a") }, host: `${name}.example.com` }]);
        const many = await platform({ workloads: JSON.stringify(Object.fromEntries(entries)) });
        for (const name of names) {
            const { spec } = named(many, `alchemorsel-${name}-traffic-route`).inputs;
            expect(spec.hostnames).to.deep.equal([`${name}.example.com`]);
        }
    });

    it("lets its user bend a child", async () => {
        const bent = await platform(
            {},
            {
                transform: {
                    workloads: {
                        recipes: {
                            service: (args, opts) => ({
                                args: {
                                    ...args,
                                    spec: pulumi.output(args.spec).apply((spec) => ({ ...spec, type: "NodePort" })),
                                },
                                opts,
                            }),
                        },
                    },
                },
            },
        );
        expect(named(bent, "alchemorsel-recipes-blue-service").inputs.spec.type).to.equal("NodePort");
    });

    it("refuses args that contradict each other before it creates anything", async () => {
        const args = await platformArgs();
        args.workloads.recipes!.image = {};
        let thrown: unknown;
        const created = await registered(() => {
            try {
                new Platform("alchemorsel", args);
            } catch (error) {
                thrown = error;
            }
        });
        expect(pulumi.InputPropertiesError.isInstance(thrown)).to.be.true;
        expect(created.filter(({ name }) => name.startsWith("alchemorsel-recipes-"))).to.be.empty;
    });

    it("refuses what its foundation's load balancer cannot do, with its name", async () => {
        const args = await platformArgs();
        args.workloads.recipes!.stickySeconds = 600;
        let thrown: unknown;
        await registered(() => {
            try {
                new Platform("alchemorsel", args);
            } catch (error) {
                thrown = error;
            }
        });
        expect((thrown as Error).message).to.match(/stickySeconds: is not possible behind a Gateway: .*persistence/);
    });

    it("says where it is and what runs there", async () => {
        let built: Platform | undefined;
        await registered(async () => {
            built = new Platform("alchemorsel", await platformArgs({ canaryWeight: "5" }));
        });
        const { activeColor, weights, images, address } = built!;
        const url = await new Promise((resolve) => address.apply(resolve));
        expect({ activeColor, weights, images, url }).to.deep.equal({
            activeColor: "blue",
            weights: { blue: 95, green: 5 },
            images: {
                database: image("d", "postgres"),
                cache: image("e", "redis"),
                workloads: { recipes: { blue: image("a"), green: image("b") } },
            },
            url: "http://127.0.0.1:8080",
        });
    });

    describe("with groups", () => {
        const workload = (host: string) => ({ image: { blue: image("a"), green: image("b") }, host });
        const all = { cart: workload("cart"), pay: workload("pay"), recipes: workload("recipes") };
        const groups = { checkout: { workloads: ["pay", "cart"], activeColor: "green", canaryWeight: 10 } } as const;
        const changes = (release = {}) => ({
            workloads: JSON.stringify(all),
            groups: JSON.stringify({ checkout: { ...groups.checkout, release } }),
        });
        const route = (of: readonly Registered[], name: string) => named(of, `alchemorsel-${name}-traffic-route`);
        const shares = (of: readonly Registered[], name: string) =>
            route(of, name)
                .inputs.spec.rules.at(-1)
                .backendRefs.map((backend: { weight: number }) => backend.weight);

        it("gives each workload the weights of its own group", async () => {
            const made = await platform(changes());
            expect(shares(made, "cart")).to.deep.equal([10, 90]);
            expect(shares(made, "pay")).to.deep.equal([10, 90]);
            expect(shares(made, "recipes")).to.deep.equal([100, 0]);
        });

        it("moves the traffic of a group in its order, and nothing else waits for it", async () => {
            const made = await platform(changes());
            const routes = (name: string) => route(made, name).dependencies.filter((one) => one.endsWith("-route"));
            expect(routes("cart")).to.deep.equal(["alchemorsel-pay-traffic-route"]);
            expect(routes("pay")).to.deep.equal([]);
            expect(routes("recipes")).to.deep.equal([]);
            const waiting = made.filter(({ dependencies }) => dependencies.some((one) => one.endsWith("-route")));
            expect(waiting.map(({ name }) => name)).to.deep.equal(["alchemorsel-cart-traffic-route"]);
        });

        it("has the preview of a group's own release", async () => {
            const made = await platform(changes({ previewHeader: "x-checkout" }));
            expect(route(made, "pay").inputs.spec.rules[0].matches[0].headers[0].name).to.equal("x-checkout");
            expect(route(made, "recipes").inputs.spec.rules).to.have.length(1);
        });

        it("says where the traffic of each group is", async () => {
            const made: Platform[] = [];
            await registered(async () => {
                made.push(new Platform("alchemorsel", { ...(await platformArgs(changes())) }));
            });
            const weights = { blue: 10, green: 90 };
            const said = { activeColor: "green", weights, workloads: ["pay", "cart"] };
            expect(made[0]!.groups).to.deep.equal({ checkout: said });
        });

        it("refuses those that the config would refuse", async () => {
            const args = {
                ...(await platformArgs(changes())),
                groups: { checkout: { ...groups.checkout, workloads: ["crt"] } },
            };
            let reason = "";
            await registered(() => {
                try {
                    new Platform("alchemorsel", args);
                } catch (error) {
                    reason = (error as Error).message;
                }
            });
            expect(reason).to.match(
                /groups\.checkout\.workloads\[0\]: is no workload of this stack; did you mean cart\?/,
            );
        });
    });
});
