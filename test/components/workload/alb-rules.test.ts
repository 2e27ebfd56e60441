import { expect } from "chai";
import * as fc from "fast-check";

import { colors } from "../../../components/colors";
import { namePattern } from "../../../components/kubernetes/names";
import {
    type AlbTrafficNumbers,
    albTrafficProblems,
    previewPriority,
    rulePriority,
    targetGroupName,
} from "../../../components/workload/alb-rules";
import { names } from "./alb-fakes";

const valid: AlbTrafficNumbers = {
    host: "recipes.example.com",
    priority: 1,
    weights: { blue: 90, green: 10 },
    targetGroups: names,
    timings: { deregistrationSeconds: 15, healthCheckSeconds: 10, longestRequestSeconds: 30 },
};

function paths(changes: Partial<AlbTrafficNumbers>): string[] {
    return albTrafficProblems(["traffic"], { ...valid, ...changes }).map(({ propertyPath }) => propertyPath);
}

describe("the rules of the traffic of a load balancer", () => {
    it("let valid args pass", () => {
        expect(paths({})).to.be.empty;
    });

    it("refuse a weight without both target groups, also a weight of 0", () => {
        expect(paths({ targetGroups: { blue: names.blue } })).to.deep.equal(["traffic.targetGroups.green"]);
        expect(paths({ targetGroups: {} })).to.deep.equal(["traffic.targetGroups.blue", "traffic.targetGroups.green"]);
        expect(paths({ weights: { blue: 100, green: 0 }, targetGroups: { blue: names.blue } })).to.have.length(1);
    });

    it("refuse weights that are no percentages or don't make 100", () => {
        expect(paths({ weights: { blue: 100 } })).to.deep.equal(["traffic.weights.green"]);
        expect(paths({ weights: { blue: 101, green: -1 } })).to.deep.equal([
            "traffic.weights.blue",
            "traffic.weights.green",
        ]);
        expect(paths({ weights: { blue: 50, green: 40 } })).to.deep.equal(["traffic.weights"]);
    });

    it("refuse a target group's name that AWS would not take, with the limit", () => {
        const long = targetGroupName("production", "a-workload-with-a-name", "green");
        const [problem] = albTrafficProblems([], { ...valid, targetGroups: { ...names, green: long } });
        expect(problem).to.deep.equal({
            propertyPath: "targetGroups.green",
            reason: `makes the name ${long}, 7 above the 32 that AWS allows`,
        });
        expect(paths({ targetGroups: { ...names, blue: "-blue" } })).to.deep.equal(["traffic.targetGroups.blue"]);
        expect(paths({ targetGroups: { ...names, blue: "my_blue" } })).to.deep.equal(["traffic.targetGroups.blue"]);
    });

    it("refuse one target group for both colors", () => {
        expect(paths({ targetGroups: { blue: "same", green: "same" } })).to.deep.equal(["traffic.targetGroups.green"]);
    });

    it("refuse a priority and a host beyond AWS's limits", () => {
        expect(paths({ priority: 0 })).to.deep.equal(["traffic.priority"]);
        expect(paths({ priority: 50_001 })).to.deep.equal(["traffic.priority"]);
        expect(paths({ host: `${"a".repeat(120)}.example.com` })).to.deep.equal(["traffic.host"]);
    });

    it("refuse a preview's header that no condition takes, and a priority with none before it", () => {
        expect(paths({ priority: 2, preview: { header: "x-preview" } })).to.be.empty;
        expect(paths({ priority: 1, preview: { header: "x".repeat(41) } })).to.deep.equal([
            "traffic.preview.header",
            "traffic.priority",
        ]);
        expect(paths({ priority: 2, preview: { header: "Host" } })).to.deep.equal(["traffic.preview.header"]);
    });

    it("report all problems at once", () => {
        expect(
            paths({ priority: 0, targetGroups: {}, timings: { ...valid.timings, slowStartSeconds: 1 } }),
        ).to.deep.equal([
            "traffic.targetGroups.blue",
            "traffic.targetGroups.green",
            "traffic.priority",
            "traffic.timings.slowStartSeconds",
        ]);
    });
});

describe("the priority of a rule", () => {
    const workload = fc.stringMatching(new RegExp(namePattern));

    it("is one that AWS takes, and behind all hosts for a workload that answers every host", () => {
        fc.assert(
            fc.property(workload, workload, (one, other) => {
                expect(rulePriority(one, "a.example.com")).to.be.within(1, 40_000);
                expect(rulePriority(other, undefined)).to.be.within(40_001, 50_000);
            }),
        );
    });

    it("depends on the workload alone, so that no other workload moves it", () => {
        expect(rulePriority("recipes", "a.example.com")).to.equal(rulePriority("recipes", "b.example.com"));
        expect(rulePriority("recipes", "a")).to.not.equal(rulePriority("orders", "a"));
    });

    it("of a preview comes before its own workload's, and before that of no host", () => {
        fc.assert(
            fc.property(workload, workload, (one, other) => {
                const [withHost, without] = [rulePriority(one, "a.example.com"), rulePriority(other, undefined)];
                expect(previewPriority(withHost)).to.be.below(withHost);
                expect(previewPriority(without)).to.be.within(40_000, without - 1);
            }),
        );
    });

    it("goes with a name that tells the colors apart", () => {
        expect(new Set(colors.map((color) => targetGroupName("prod", "recipes", color)))).to.have.property("size", 2);
    });
});
