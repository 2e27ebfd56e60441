import { expect } from "chai";

import { sharesOf } from "../../../embedded/rehearsal/shares";
import { aCall, change, ran } from "./sample";

const started = new Date("2026-11-29T08:00:00Z");
const second = (after: number) => started.getTime() / 1000 + after;

const call = (after: number, seconds: number) => aCall("CreateVpc", "moto", after, seconds);

const vpc = (from: number, to: number, type = "aws:ec2/vpc:Vpc") =>
    change(type, "network", { started: second(from), ended: second(to) });

describe("what a step's time went to", () => {
    it("is AWS' answers, the provider's own waits between them, and the rest", () => {
        const step = ran([vpc(10, 30)], { started, seconds: 60 });
        expect(sharesOf(step, [call(12, 2), call(30, 3)])).to.deep.equal({ answers: 5, waits: 15, others: 40 });
    });

    it("counts what goes on side by side once", () => {
        const step = ran([vpc(10, 30), vpc(20, 40)], { started, seconds: 60 });
        const calls = [call(14, 4), call(15, 4), call(13, 1)];
        expect(sharesOf(step, calls)).to.deep.equal({ answers: 5, waits: 25, others: 30 });
    });

    it("leaves out calls of other steps, and what Kubernetes waits for", () => {
        const step = ran([vpc(10, 50, "kubernetes:apps/v1:Deployment")], { started, seconds: 60 });
        expect(sharesOf(step, [call(-5, 1), call(2, 4), call(70, 1)])).to.deep.equal({
            ...{ answers: 2, waits: 0, others: 58 },
        });
    });
});
