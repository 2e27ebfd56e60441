import { expect } from "chai";

import { gateNames } from "../../../delivery/gates/gate";
import { runGates } from "../../../delivery/gates/run-gates";
import { readWaivers } from "../../../delivery/gates/waivers";
import type { GateResult } from "../../../delivery/release/release";
import { fakeReader } from "../../components/fake-reader";
import { answers, inputs, newImage, oldImage, workload } from "./inputs";

const migrations = { expand: ["migrate"], contract: ["contract"] };
const none = readWaivers([]);

function told(results: readonly GateResult[], result: GateResult["result"]): string[] {
    return results
        .filter((each) => each.result === result)
        .map(({ gate, workload: name = "the stack" }) => `${gate} of ${name}`);
}

describe("the gates of a release", () => {
    it("pass a color that is well, each in its order", async () => {
        const results = await runGates(inputs(), none, "me");
        expect(told(results, "pass")).to.have.length(results.length);
        expect(results.map(({ gate }) => gate)).to.deep.equal([...gateNames]);
    });

    it("tell everything that is wrong at once, of all workloads", async () => {
        const results = await runGates(
            inputs({
                workloads: [
                    workload("recipes", { smoke: [{ path: "/", status: 200 }], migrations }),
                    workload("search", { image: undefined }),
                ],
                reader: fakeReader({
                    ...answers("recipes", { green: { image: oldImage, ready: 1, updated: 1 } }),
                    ...answers("search"),
                }),
                request: () => Promise.resolve({ status: 500, body: "no database" }),
                findMigration: () => Promise.resolve("failed: its pod ended with 1"),
                policyViolations: () => Promise.resolve(["rds-encrypted: the database"]),
                firingAlarms: () => Promise.resolve(["HighErrorRate"]),
            }),
            none,
            "me",
        );
        expect(told(results, "fail")).to.deep.equal([
            "endpoints of recipes",
            "endpoints of search",
            "image of recipes",
            "image of search",
            "ready of recipes",
            "smoke of recipes",
            "migrations of recipes",
            "policy of the stack",
            "alarms of the stack",
        ]);
        const details = results.map(({ detail }) => detail).join("\n");
        expect(details).to.include("recipes-green is not rolled out: 1 of 2 pods are of the last change");
        expect(details).to.include("the expand Job failed: its pod ended with 1");
        expect(details).to.include("rds-encrypted: the database");
        expect(details).to.include("firing: HighErrorRate");
    });

    it("fail where they can't look, and let the others look", async () => {
        const broken = answers("recipes");
        const deployment = "/apis/apps/v1/namespaces/shop/deployments/recipes-green";
        const results = await runGates(
            inputs({
                reader: fakeReader({ ...broken, [deployment]: new Error("connection refused") }),
                firingAlarms: () => {
                    throw new Error("Prometheus is away");
                },
            }),
            none,
            "me",
        );
        expect(told(results, "fail")).to.deep.equal([
            "endpoints of recipes",
            "image of recipes",
            "ready of recipes",
            "alarms of the stack",
        ]);
        expect(results.at(-1)?.detail).to.equal("the gate could not look: Prometheus is away");
        expect(told(results, "pass")).to.include("smoke of recipes");
    });

    it("take a waiver for a gate that fails, with who and why, and none for what passes", async () => {
        const failing = inputs({ firingAlarms: () => Promise.resolve(["DiskFull"]) });
        const waivers = readWaivers(["alarms=the disk is being grown, see OPS-7=8", "policy=in case"]);
        const results = await runGates(failing, waivers, "ada@laptop");
        expect(results.find(({ gate }) => gate === "alarms")).to.deep.equal({
            gate: "alarms",
            result: "waived",
            detail: "the disk is being grown, see OPS-7=8; it found: firing: DiskFull",
            by: "ada@laptop",
        });
        expect(results.find(({ gate }) => gate === "policy")).to.deep.equal({
            gate: "policy",
            result: "pass",
            detail: "no violation",
        });
    });

    it("want the expand Job of the new color's image to be complete", async () => {
        const state = async (found: "none" | "running" | "complete") => {
            const asked: string[] = [];
            const results = await runGates(
                inputs({
                    workloads: [workload("recipes", { migrations })],
                    findMigration: (...args) => {
                        asked.push(args.join("-"));
                        return Promise.resolve(found);
                    },
                }),
                none,
                "me",
            );
            expect(asked).to.deep.equal(["recipes-green"]);
            return results.find(({ gate }) => gate === "migrations")!;
        };
        expect(await state("complete")).to.include({ result: "pass" });
        expect(await state("running")).to.include({ result: "fail" });
        expect((await state("none")).detail).to.include("alchemorsel deploy runs it");
    });

    it("want as many ready endpoints as carry the traffic, as the load balancer counts them", async () => {
        const results = await runGates(
            inputs({
                workloads: [workload("recipes", { readHealthy: () => Promise.resolve({ blue: 3, green: 2 }) })],
            }),
            none,
            "me",
        );
        expect(results[0]?.detail).to.include("recipes-green has 2 ready endpoints and needs 3");
    });

    it("say that a color is not there, and that its controller has given up", async () => {
        const name = "/apis/apps/v1/namespaces/shop/deployments/recipes-green";
        const ready = async (deployment: unknown) => {
            const reader = fakeReader({ ...answers("recipes"), [name]: deployment });
            return (await runGates(inputs({ reader }), none, "me")).find(({ gate }) => gate === "ready")!.detail;
        };
        expect(await ready(undefined)).to.equal(
            "recipes-green is not in the cluster: alchemorsel deploy brings it there",
        );
        const failed = {
            metadata: { generation: 1 },
            spec: { replicas: 2, template: { spec: { containers: [{ image: newImage }] } } },
            status: {
                observedGeneration: 1,
                replicas: 2,
                updatedReplicas: 2,
                availableReplicas: 0,
                conditions: [{ type: "Progressing", reason: "ProgressDeadlineExceeded" }],
            },
        };
        expect(await ready(failed)).to.match(/2 of 2 pods are not available; its controller has given up: kubectl/);
    });
});
