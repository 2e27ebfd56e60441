import { expect } from "chai";

import type { Copy } from "../../../../delivery/recover/copies";
import type { Injected } from "../../../../embedded/rehearsal/half-way/failures";
import { halfWayMarkdown, type HalfWayReport, problemsOf, sums } from "../../../../embedded/rehearsal/half-way/report";
import type { Ran } from "../../../../embedded/rehearsal/stack-run";
import { ran as ranWith } from "../sample";

const started = new Date("2026-11-29T10:00:00Z");
const ran = (more: Partial<Ran> = {}) => ranWith([], more);
const failed = (update: number, triedAgain: boolean): Injected => ({
    ...{ update, call: 10, service: "ec2", operation: "CreateVpc", way: "cutAfter", triedAgain },
});

function report(more: Partial<HalfWayReport> = {}): HalfWayReport {
    const injected = [
        ...Array.from({ length: 30 }, () => failed(1, true)),
        ...Array.from({ length: 10 }, () => failed(1, false)),
    ];
    const attempts = [
        { title: "up 1", ran: ran({ ok: false }) },
        { title: "up 2", ran: ran() },
    ];
    return {
        ...{ stack: "staging", seed: 4711, started, attempts, injected, last: [ran(), ran()] },
        ...{ removed: [], kept: [], beside: [], copies: [] },
        ...more,
    };
}

describe("the report of a stack that was made amid failures", () => {
    it("tells the failures that the SDK tried again from those that ended an update", () => {
        expect(sums(report())).to.include({ injected: 40, bySdk: 30, byNextUpdate: 10, lost: 0, person: 0 });
        const text = halfWayMarkdown(report());
        expect(text).to.contain("seed 4711: everything went as it has to");
        expect(text).to.contain("| 1 | 10 | ec2 CreateVpc | cutAfter | tried again by the SDK |");
        expect(text).to.contain(
            "| 1 | 10 | ec2 CreateVpc | cutAfter | the update ended; the next went on from there |",
        );
    });

    it("takes a kill for what ended its update, though the SDK of a part that lived tried again", () => {
        const injected = [{ ...failed(1, true), way: "kill -9 of the program" }];
        expect(sums(report({ injected }))).to.include({ bySdk: 0, byNextUpdate: 1 });
    });

    it("counts what ended an update as lost where the last update doesn't get through", () => {
        const last = [ran({ ok: false, errors: ["creating it: exists"] }), ran({ ok: false })];
        expect(sums(report({ last }))).to.include({ byNextUpdate: 0, lost: 10, person: 1 });
        expect(problemsOf(report({ last }))).to.include("creating it: exists");
    });

    it("tells what was there twice, and what became of it", () => {
        const copy = (id: string): Copy => ({
            ...{ arn: `arn:aws:ec2:eu-central-1:1:vpc/${id}`, tags: { Name: "network" }, region: "eu-central-1" },
            ...{ id, kind: "aws:ec2/vpc:Vpc" },
        });
        const text = halfWayMarkdown(
            report({ removed: [copy("vpc-1")], kept: [{ copy: copy("vpc-2"), why: "in use" }] }),
        );
        expect(text).to.contain("deleted at the end | 1 |");
        expect(text).to.contain("vpc/vpc-1 (network) was deleted").and.contain("vpc/vpc-2 (network) is left: in use");
    });

    it("names what AWS has beside the state, and too few failures", () => {
        const beside = [{ kind: "ec2 Vpcs", id: "vpc-1", name: "network" }];
        expect(problemsOf(report({ beside, injected: [failed(1, true)] }))).to.deep.equal([
            "ec2 Vpcs vpc-1 (network) is in AWS and not in the state",
            "1 failures are fewer than the 40 that count",
        ]);
    });
});
