import { InputPropertiesError } from "@pulumi/pulumi";
import { expect } from "chai";
import * as fc from "fast-check";

import { parseConfig } from "../../components/config";
import { context, editorKey, editorKeyFile, image, localConfig, rawConfig, workloads } from "./example";

/** The problems of a config by property path. */
function problems(changes: Record<string, string>): Record<string, string> {
    try {
        parseConfig(rawConfig(changes), context);
    } catch (error) {
        if (InputPropertiesError.isInstance(error)) {
            return Object.fromEntries(error.errors.map(({ propertyPath, reason }) => [propertyPath, reason]));
        }
        throw error;
    }
    return {};
}

describe("config", () => {
    it("accepts the example and fills in the defaults", () => {
        const config = localConfig();
        expect(config.canaryWeight).to.equal(0);
        expect(config.workloads.recipes).to.deep.include({
            replicas: { min: 2, max: 4 },
            resources: { cpu: "50m", memory: "64Mi", memoryLimit: "128Mi" },
            environment: {},
            rolloutSeconds: 120,
        });
        expect(config.local).to.deep.include({
            gatewayClass: "traefik",
            gatewayPort: 8000,
            gatewayNamespace: "gateway",
        });
    });

    it("reads values as `pulumi config set` writes them", () => {
        const config = localConfig({ canaryWeight: "10", activeColor: "green" });
        expect(config).to.deep.include({ canaryWeight: 10, activeColor: "green" });
    });

    const cases: [string, Record<string, string>, string, RegExp][] = [
        ["an unknown color", { activeColor: "red" }, "activeColor", /one of blue, green; it is "red"/],
        ["a weight above 100", { canaryWeight: "101" }, "canaryWeight", /<= 100/],
        ["a weight below 0", { canaryWeight: "-1" }, "canaryWeight", />= 0/],
        ["a weight that is no integer", { canaryWeight: "1.5" }, "canaryWeight", /integer/],
        ["a weight that is no number", { canaryWeight: "much" }, "canaryWeight", /type integer; it is "much"/],
        ["an unknown key", { canaryWieght: "10" }, "canaryWieght", /did you mean canaryWeight\?/],
        ["an unknown key far from any", { qqqqqqqq: "1" }, "qqqqqqqq", /unknown; known are foundation, activeColor/],
        [
            "an unknown key deep down",
            { workloads: workloads({ replicas: { mni: 2 } }) },
            "workloads.recipes.replicas.mni",
            /did you mean min\?/,
        ],
        [
            "an image without a digest",
            { workloads: workloads({ image: { blue: "docker.io/alchemorsel/app:latest" } }) },
            "workloads.recipes.image.blue",
            /needs a digest/,
        ],
        [
            "an image of an unknown color",
            { workloads: workloads({ image: { blue: image("a"), gren: image("b") } }) },
            "workloads.recipes.image.gren",
            /did you mean green\?/,
        ],
        [
            "a wrong type",
            { workloads: workloads({ environment: { DEBUG: true } }) },
            "workloads.recipes.environment.DEBUG",
            /type string; it is true/,
        ],
        ["what is no object", { workloads: '"recipes"' }, "workloads", /type object/],
        [
            "no replicas",
            { workloads: workloads({ replicas: { min: 0, max: 2 } }) },
            "workloads.recipes.replicas.min",
            />= 1; it is 0/,
        ],
        [
            "min above max",
            { workloads: workloads({ replicas: { min: 5, max: 4 } }) },
            "workloads.recipes.replicas.min",
            /above max \(4\)/,
        ],
        [
            "an active color without an image",
            { activeColor: "green", workloads: workloads({ image: { blue: image("a") } }) },
            "workloads.recipes.image.green",
            /missing, but this is the active color/,
        ],
        [
            "a canary without an image",
            { canaryWeight: "5", workloads: workloads({ image: { blue: image("a") } }) },
            "workloads.recipes.image.green",
            /missing, but canaryWeight sends 5 %/,
        ],
        [
            "a bad quantity",
            { workloads: workloads({ resources: { cpu: "fast" } }) },
            "workloads.recipes.resources.cpu",
            /no Kubernetes quantity/,
        ],
        [
            "a request above its limit",
            { workloads: workloads({ resources: { memory: "1Gi" } }) },
            "workloads.recipes.resources.memory",
            /above memoryLimit \(128Mi\)/,
        ],
        [
            "a variable of the platform",
            { workloads: workloads({ environment: { COLOR: "red" } }) },
            "workloads.recipes.environment.COLOR",
            /set by the platform/,
        ],
        [
            "a file in a variable that doesn't say so",
            { workloads: workloads({ secrets: { EDITOR_KEY: { name: "mail", key: "key" } } }) },
            "workloads.recipes.secrets.EDITOR_KEY",
            /no variable for a file/,
        ],
        [
            "a file in a variable of the platform",
            { workloads: workloads({ secrets: { DATABASE_PASSWORD_FILE: { name: "mail", key: "key" } } }) },
            "workloads.recipes.secrets.DATABASE_PASSWORD_FILE",
            /set by the platform/,
        ],
        [
            "a file in a variable that has a value",
            { workloads: workloads({ secrets: { A_FILE: { name: "m", key: "k" } }, environment: { A_FILE: "/a" } }) },
            "workloads.recipes.secrets.A_FILE",
            /in environment too/,
        ],
        [
            "a Secret without a key",
            { workloads: workloads({ secrets: { A_FILE: { name: "mail" } } }) },
            "workloads.recipes.secrets.A_FILE.key",
            /missing/,
        ],
        [
            "a name that no Secret has",
            { workloads: workloads({ secrets: { A_FILE: { name: "My_Mail", key: "key" } } }) },
            "workloads.recipes.secrets.A_FILE.name",
            /no name of a Secret/,
        ],
        [
            "a key that would lead out of its folder",
            { workloads: workloads({ secrets: { A_FILE: { name: "mail", key: "../key" } } }) },
            "workloads.recipes.secrets.A_FILE.key",
            /no key of a Secret/,
        ],
        [
            "the editor's key where there is none",
            { workloads: workloads({ secrets: editorKeyFile }) },
            "workloads.recipes.secrets.EDITOR_KEY_FILE.name",
            /there is no editorKey: make up sets it/,
        ],
        [
            "a key that the Secret of the editor's key doesn't have",
            { editorKey, workloads: workloads({ secrets: { EDITOR_KEY_FILE: { name: "editor-key", key: "token" } } }) },
            "workloads.recipes.secrets.EDITOR_KEY_FILE.key",
            /is token; the Secret editor-key has key alone/,
        ],
        ["an editor's key that is short", { editorKey: "a".repeat(31) }, "editorKey", /32 to 256 visible/],
        [
            "three keys at once",
            { editorKey: [editorKey, editorKey, editorKey].join("\n") },
            "editorKey",
            /or two while/,
        ],
        [
            "a bad name",
            { workloads: JSON.stringify({ My_App: { image: { blue: image("a") } } }) },
            "workloads.My_App",
            /no name of a workload/,
        ],
        [
            "a long name",
            { workloads: JSON.stringify({ ["a".repeat(41)]: { image: { blue: image("a") } } }) },
            `workloads.${"a".repeat(41)}`,
            /40 characters at most/,
        ],
        [
            "a name that the platform uses",
            { workloads: JSON.stringify({ database: { image: { blue: image("a") } } }) },
            "workloads.database",
            /platform uses/,
        ],
        [
            "two workloads with one host",
            {
                workloads: JSON.stringify({
                    one: { image: { blue: image("a") } },
                    two: { image: { blue: image("a") } },
                }),
            },
            "workloads.two.host",
            /missing, and so is one's/,
        ],
        [
            "what the Gateway API lacks",
            { workloads: workloads({ stickySeconds: 600 }) },
            "workloads.recipes.stickySeconds",
            /is not possible behind a Gateway: the Gateway API's HTTPRoute has no session persistence/,
        ],
        ...[0, 1.5, 100_001, "many"].map((requestsPerSecond): [string, Record<string, string>, string, RegExp] => [
            `${requestsPerSecond} requests per second`,
            { workloads: workloads({ autoscaling: { requestsPerSecond } }) },
            "workloads.recipes.autoscaling.requestsPerSecond",
            /must be (integer|>= 1|<= 100000|of type integer)|type integer/,
        ]),
        [
            "autoscaling by nothing",
            { workloads: workloads({ autoscaling: {} }) },
            "workloads.recipes.autoscaling.requestsPerSecond",
            /missing/,
        ],
        [
            "autoscaling on requests that nobody counts",
            { workloads: workloads({ autoscaling: { requestsPerSecond: 20 } }) },
            "workloads.recipes.autoscaling",
            /needs local\.prometheusImage and local\.prometheusAdapterImage: make up builds what is missing/,
        ],
        [
            "an unknown store",
            { workloads: workloads({ uses: ["queue"] }) },
            "workloads.recipes.uses[0]",
            /database, cache/,
        ],
    ];
    for (const [what, changes, path, reason] of cases) {
        it(`refuses ${what}`, () => {
            expect(problems(changes)).to.have.property(path).that.matches(reason);
        });
    }

    describe("groups", () => {
        const three = JSON.stringify(
            Object.fromEntries(
                ["cart", "pay", "recipes"].map((name) => [
                    name,
                    { image: { blue: image("a"), green: image("b") }, host: `${name}.example` },
                ]),
            ),
        );
        const grouped = (groups: unknown) => ({ workloads: three, groups: JSON.stringify(groups) });
        const checkout = { workloads: ["pay", "cart"], activeColor: "green" };

        it("are none by default", () => {
            expect(localConfig().groups).to.deep.equal({});
        });

        it("keep their order, and go as the stack's releases where they say nothing else", () => {
            const release = { release: JSON.stringify({ bakeSeconds: 5, previewHeader: "x-preview" }) };
            const ofGroup = { steps: [{ weight: 10, seconds: 1 }], bakeSeconds: 7 };
            const config = localConfig({
                ...{ ...grouped({ checkout, other: { ...checkout, workloads: ["recipes"], release: ofGroup } }) },
                ...release,
            });
            expect(config.groups.checkout).to.deep.equal({ ...checkout, canaryWeight: 0, release: config.release });
            expect(config.groups.other?.release).to.deep.equal({ ...config.release, ...ofGroup });
        });

        it("say of the analysis what is another than the stack's, key by key", () => {
            const release = JSON.stringify({ analysis: { inconclusive: "load", waitSeconds: 5 } });
            const ofGroup = { ...checkout, release: { analysis: { waitSeconds: 7 } } };
            const config = localConfig({ ...grouped({ checkout: ofGroup }), release });
            expect(config.groups.checkout?.release.analysis).to.deep.equal({
                ...config.release.analysis,
                ...{ inconclusive: "load", waitSeconds: 7 },
            });
        });

        it("are refused with every problem at once, at its path", () => {
            const found = problems(
                grouped({
                    checkout: { workloads: ["pay", "crt"], activeColor: "green" },
                    second: { workloads: ["recipes", "pay"], activeColor: "blue" },
                }),
            );
            expect(Object.keys(found)).to.have.members(["groups.checkout.workloads[1]", "groups.second.workloads[1]"]);
            expect(found["groups.checkout.workloads[1]"]).to.match(/no workload of this stack; did you mean cart\?/);
            expect(found["groups.second.workloads[1]"]).to.match(/in the group checkout already/);
        });

        for (const [what, group, path, reason] of [
            ["no workloads", { ...checkout, workloads: [] }, "groups.checkout.workloads", /fewer than 1/],
            ["no active color", { workloads: ["pay"] }, "groups.checkout.activeColor", /is missing/],
            [
                "one workload twice",
                { ...checkout, workloads: ["pay", "pay"] },
                "groups.checkout.workloads",
                /duplicate/,
            ],
            ["another color", { ...checkout, activeColor: "red" }, "groups.checkout.activeColor", /one of blue, green/],
            ["all of it idle", { ...checkout, canaryWeight: 101 }, "groups.checkout.canaryWeight", /<= 100/],
            ["a wrong key", { ...checkout, activeColour: "red" }, "groups.checkout.activeColour", /mean activeColor/],
            [
                "a wrong step",
                { ...checkout, release: { steps: [{ weight: 100, seconds: 1 }] } },
                "groups.checkout.release.steps[0].weight",
                /<= 99/,
            ],
        ] as const) {
            it(`with ${what} are refused`, () => {
                expect(problems(grouped({ checkout: group })))
                    .to.have.property(path)
                    .that.matches(reason);
            });
        }

        it("with steps that fall are refused, as those of a stack are", () => {
            const steps = (...weights: number[]) => ({ steps: weights.map((weight) => ({ weight, seconds: 1 })) });
            const groups = { checkout: { ...checkout, release: steps(10, 10) }, second: "no group" };
            const found = problems({ ...grouped(groups), release: JSON.stringify(steps(10, 50, 20)) });
            const after = (before: number, weight: number) =>
                `is ${weight} after ${before}: each step has to have more of the traffic than the one before`;
            expect(found).to.include({
                "release.steps[2].weight": after(50, 20),
                "groups.checkout.release.steps[1].weight": after(10, 10),
            });
            expect(problems({ release: JSON.stringify(steps(10, 50, 60)) })).to.deep.equal({});
            expect(problems({ release: JSON.stringify({ steps: "many" }) })).to.have.all.keys("release.steps");
        });

        it("have what else is wrong with them told beside a value of the wrong shape", () => {
            const steps = [20, 10].map((weight) => ({ weight, seconds: 1 }));
            const wrong = { ...checkout, canaryWeight: 101, workloads: ["nobody"] };
            const release = { bakeSeconds: "long", steps };
            const groups = { checkout: { ...wrong, release }, second: null };
            expect(problems({ ...grouped(groups), release: JSON.stringify(release) })).to.include.keys(
                "groups.checkout.canaryWeight",
                "groups.checkout.workloads[0]",
                "groups.checkout.release.bakeSeconds",
                "groups.checkout.release.steps[1].weight",
                "groups.second",
                "release.bakeSeconds",
                "release.steps[1].weight",
            );
        });

        it("with a bad name are refused", () => {
            expect(problems(grouped({ Check_out: checkout })))
                .to.have.property("groups.Check_out")
                .that.matches(/no name/);
            expect(problems(grouped({ "": checkout }))).to.have.property('groups[""]');
            const long = "a".repeat(21);
            expect(problems(grouped({ [long]: checkout }))[`groups.${long}`]).to.match(/20 characters at most/);
        });

        it("need an image of their own color, whatever the stack's is", () => {
            const workloads = { pay: { image: { blue: image("a") } } };
            const changes = { activeColor: "blue", workloads: JSON.stringify(workloads) };
            const groups = JSON.stringify({ checkout: { ...checkout, workloads: ["pay"] } });
            expect(problems({ ...changes, groups })).to.have.property("workloads.pay.image.green");
            expect(problems(changes)).to.deep.equal({});
        });
    });

    it("refuses a stack without the foundation's settings", () => {
        const others = rawConfig();
        delete others.local;
        expect(() => parseConfig(others, context)).to.throw(/local: is missing, but foundation is local/);
    });

    it("says how a stack from before the database had two roles gets the second one's password", () => {
        const others = rawConfig();
        delete others.databaseOwnerPassword;
        expect(() => parseConfig(others, context)).to.throw(
            /databaseOwnerPassword: is missing, .*make up sets it, or pulumi config set --secret databaseOwnerPassword/,
        );
    });

    it("names all problems in one error, in the message too", () => {
        const changes = {
            activeColor: "red",
            canaryWeight: "200",
            colour: "blue",
            workloads: workloads({ image: { blue: "app" }, replicas: { min: 0 } }),
        };
        expect(Object.keys(problems(changes))).to.have.members([
            "activeColor",
            "canaryWeight",
            "colour",
            "workloads.recipes.image.blue",
            "workloads.recipes.replicas.min",
        ]);
        expect(() => parseConfig(rawConfig(changes), context)).to.throw(
            /activeColor: [^]*canaryWeight: [^]*replicas\.min: /,
        );
    });

    it("looks for rules across values where other values are broken", () => {
        const changes = { colour: "blue", workloads: workloads({ replicas: { min: 9, max: 4 } }) };
        expect(Object.keys(problems(changes))).to.have.members(["colour", "workloads.recipes.replicas.min"]);
    });

    for (const key of ["databasePassword", "databaseOwnerPassword"]) {
        it(`never shows ${key}, and wants it encrypted`, () => {
            expect(problems({ [key]: "hunter2" })[key])
                .to.match(/fewer than 8/)
                .and.not.match(/hunter2/);
            const plain = () => parseConfig(rawConfig(), { ...context, isSecret: (other) => other !== key });
            expect(plain).to.throw(new RegExp(`${key}: is in plain text .* config set --secret ${key}`));
        });
    }

    it("takes two editor's keys while one replaces the other, never shows them, and wants them encrypted", () => {
        const both = `${editorKey}\n${editorKey.toUpperCase()}\n`;
        const changes = { editorKey: both, workloads: workloads({ secrets: editorKeyFile }) };
        expect(localConfig(changes)).to.include({ editorKey: both });
        expect(problems({ editorKey: "hunter2" }).editorKey).to.not.match(/hunter2/);
        const plain = () => parseConfig(rawConfig(changes), { ...context, isSecret: (key) => key !== "editorKey" });
        expect(plain).to.throw(/editorKey: is in plain text .* config set --secret editorKey/);
    });

    it("says which passwords of the database a local stack lacks", () => {
        const passwords = ["databasePassword", "databaseOwnerPassword"];
        const raw = Object.fromEntries(Object.entries(rawConfig()).filter(([key]) => !passwords.includes(key)));
        expect(() => parseConfig(raw, context)).to.throw(
            /databasePassword: is missing[^]*databaseOwnerPassword: is missing/,
        );
    });

    it("answers any input with a config or with one InputPropertiesError", () => {
        const key = fc.constantFrom(
            "activeColor",
            "canaryWeight",
            "workloads",
            "local",
            "foundation",
            "x y",
            "__proto__",
        );
        fc.assert(
            fc.property(fc.dictionary(key, fc.oneof(fc.json(), fc.string())), (changes) => {
                problems(changes);
            }),
        );
    }).timeout(60_000);
});
