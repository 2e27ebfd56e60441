import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";

import { quotaProblems } from "../../../embedded/rehearsal/quotas";
import type { StackState } from "../../../embedded/rehearsal/stack-run";
import { urnOf } from "./sample";

const some = (count: number, type: string, outputs: Record<string, unknown>) =>
    Array.from({ length: count }, (_, index) => ({ urn: urnOf(type, `n${index}`), type, custom: true, outputs }));
const state = (...resources: ReturnType<typeof some>): StackState => ({ deployment: { resources } });

const address = "aws:ec2/eip:Eip";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";

describe("AWS' quotas", () => {
    for (const stack of ["staging", "production"]) {
        it(`hold for ${stack}`, () => {
            const file = path.join(__dirname, "../../upgrades/0.1.0", `${stack}.json`);
            const recorded = JSON.parse(fs.readFileSync(file, "utf8")) as StackState;
            expect(recorded.deployment.resources?.length).to.be.greaterThan(200);
            expect(quotaProblems(recorded)).to.deep.equal([]);
        });
    }

    it("are counted by region", () => {
        const frankfurt = some(5, address, { region: "eu-central-1" });
        const ireland = some(6, address, { region: "eu-west-1" });
        expect(quotaProblems(state(...frankfurt))).to.deep.equal([]);
        const [problem, ...others] = quotaProblems(state(...frankfurt, ...ireland));
        expect(others).to.deep.equal([]);
        expect(problem).to.match(/^eu-west-1 has 6 Elastic IP addresses, and AWS allows 5: https:/);
    });

    it("count the characters of all of a role's policies, and white space for nothing", () => {
        const policy = "x".repeat(5_000);
        const spaced = { role: "a", policy: `${policy}${" \n".repeat(10_000)}` };
        expect(quotaProblems(state(...some(2, rolePolicy, spaced)))).to.deep.equal([]);
        expect(quotaProblems(state(...some(3, rolePolicy, spaced)))[0]).to.contain(
            "a has 15000 characters of a role's own",
        );
    });
});
