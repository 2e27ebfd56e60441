import { expect } from "chai";
import * as fc from "fast-check";

import { colors } from "../../../components/colors";
import { albReader, attachedOf, healthyTargets, weightsOfRules } from "../../../components/workload/alb-weights";
import { elbApi } from "../../../components/workload/elb-api";
import { weights } from "../../../components/workload/weights";
import { weightsAreThere } from "../../../components/workload/weights-check";
import { arns, fakeApi, forward, names } from "./alb-fakes";

async function message(promise: Promise<unknown>): Promise<string> {
    try {
        await promise;
        return "";
    } catch (error) {
        return (error as Error).message;
    }
}

describe("the weights of a listener rule", () => {
    it("are read back as they were written", () => {
        const percent = fc.integer({ min: 0, max: 100 });
        fc.assert(
            fc.property(fc.constantFrom(...colors), percent, (active, canary) => {
                const written = weights(active, canary);
                const rules = [
                    forward({ "arn:other": 1 }),
                    forward({ [arns.blue]: written.blue, [arns.green]: written.green }),
                ];
                expect(weightsOfRules(arns, rules)).to.deep.equal(written);
            }),
        );
    });

    it("are shares of the rule's sum, also where somebody edited it by hand", () => {
        expect(weightsOfRules(arns, [forward({ [arns.blue]: 1, [arns.green]: 3 })])).to.deep.equal({
            blue: 25,
            green: 75,
        });
        expect(weightsOfRules(arns, [forward({ [arns.blue]: 1, "arn:other": 1 })])).to.deep.equal({
            blue: 50,
            green: 0,
        });
        expect(weightsOfRules(arns, [forward({ [arns.green]: undefined })])).to.deep.equal({ blue: 0, green: 100 });
        expect(weightsOfRules(arns, [forward({ [arns.blue]: 0, [arns.green]: 0 })])).to.deep.equal({
            blue: 0,
            green: 0,
        });
    });

    it("are read beside a preview, whose rule shares nothing out, also where somebody's own header stands before both", () => {
        const preview = { Conditions: [{ Field: "http-header" }], ...forward({ [arns.green]: 1 }) };
        const weighted = forward({ [arns.blue]: 90, [arns.green]: 10 });
        expect(weightsOfRules(arns, [preview, weighted])).to.deep.equal({ blue: 90, green: 10 });
        const fenced = { Conditions: [{ Field: "http-header" }], ...weighted };
        expect(weightsOfRules(arns, [preview, fenced])).to.deep.equal({ blue: 90, green: 10 });
        expect(weightsOfRules(arns, [preview])).to.equal(undefined);
    });

    it("are none where no rule names the target groups", () => {
        expect(weightsOfRules(arns, [{}, { Actions: [{}] }, forward({ "arn:other": 1 })])).to.equal(undefined);
    });

    it("are found over all pages of all listeners", async () => {
        const others = [1, 2, 3].map((number) => forward({ [`arn:${number}`]: 1 }));
        const api = fakeApi([...others, forward({ [arns.blue]: 90, [arns.green]: 10 })]);
        expect(await albReader(api, names).weights()).to.deep.equal({ blue: 90, green: 10 });
    });
});

describe("the targets of a load balancer", () => {
    it("count when they are healthy, not while they are registered, drained or failing", () => {
        const states = ["healthy", "initial", "draining", "unhealthy", "unused", "unavailable", "healthy"];
        const descriptions = states.map((State) => ({ TargetHealth: { State } }));
        expect(healthyTargets({ TargetHealthDescriptions: [...descriptions, {}] })).to.equal(2);
        expect(healthyTargets({})).to.equal(0);
    });

    it("are read per color", async () => {
        const api = fakeApi([], { [arns.blue]: ["healthy", "healthy"], [arns.green]: ["healthy", "initial"] });
        expect(await albReader(api, names).healthy()).to.deep.equal({ blue: 2, green: 1 });
    });

    it("say nothing while no rule names their groups, for then nothing checks them", async () => {
        const reader = albReader(fakeApi([], { [arns.blue]: ["unused"] }, false), names);
        expect(await reader.healthy()).to.equal(undefined);
        expect(await reader.weights()).to.equal(undefined);
    });

    it("say nothing without both target groups", async () => {
        expect(
            attachedOf(names, [{ TargetGroupName: names.blue, TargetGroupArn: "a", LoadBalancerArns: ["lb"] }]),
        ).to.equal(undefined);
        const missing = Object.assign(new Error("not found"), { name: "TargetGroupNotFoundException" });
        const api = { ...fakeApi([]), describeTargetGroups: () => Promise.reject(missing) };
        expect(await albReader(api, names).weights()).to.equal(undefined);
    });

    it("are not taken for none when the API fails", async () => {
        const api = { ...fakeApi([]), describeTargetGroups: () => Promise.reject(new Error("ExpiredToken")) };
        expect(await message(albReader(api, names).healthy())).to.equal("ExpiredToken");
    });
});

describe("the ELB API", () => {
    it("is not loaded until it is called", () => {
        const isLoaded = () =>
            Object.keys(require.cache).some((path) => path.includes("client-elastic-load-balancing"));
        expect(elbApi("eu-central-1")).to.have.property("describeRules");
        expect(isLoaded()).to.be.false;
    });
});

describe("after the switch", () => {
    it("weights that are there let the update pass, also a moment later", async () => {
        const seen = [
            { blue: 100, green: 0 },
            { blue: 0, green: 100 },
        ];
        const read = () => Promise.resolve(seen.length > 1 ? seen.shift() : seen[0]);
        expect(await message(weightsAreThere("recipes", { blue: 0, green: 100 }, read, 5_000))).to.equal("");
    });

    it("others fail the update, with what was read", async () => {
        const read = () => Promise.resolve({ blue: 100, green: 0 });
        expect(await message(weightsAreThere("recipes", { blue: 0, green: 100 }, read, 0))).to.match(
            /^the traffic of recipes is not where .* should be blue 0 %, green 100 %, .* has blue 100 %, green 0 %/,
        );
    });

    it("a rule that is gone fails the update", async () => {
        const planned = { blue: 0, green: 100 };
        expect(await message(weightsAreThere("recipes", planned, () => Promise.resolve(undefined), 0))).to.match(
            /the load balancer has no rule for it/,
        );
    });
});
