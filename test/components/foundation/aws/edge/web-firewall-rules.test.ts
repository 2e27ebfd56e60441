import { expect } from "chai";

import { firewallProblems, type ManagedGroup } from "../../../../../components/foundation/aws/edge/web-firewall-rules";

const valid = { firewallName: "production" };
const paths = (problems: { propertyPath: string }[]) => problems.map(({ propertyPath }) => propertyPath);

describe("the args of a web firewall", () => {
    it("pass where AWS takes them", () => {
        expect(firewallProblems([], { ...valid, rateLimit: { requests: 10 }, retentionDays: 90 })).to.be.empty;
    });

    it("are refused with a name over the limit", () => {
        expect(paths(firewallProblems(["edge"], { firewallName: "a".repeat(129) }))).to.deep.equal([
            "edge.firewallName",
        ]);
    });

    it("are refused with a name that WAF would not take", () => {
        expect(paths(firewallProblems([], { firewallName: "my firewall" }))).to.deep.equal(["firewallName"]);
    });

    it("are refused with a rate limit or a retention below the minimum, and an unknown group, all at once", () => {
        const overrides = { sqli: { countOnly: true } } as Partial<Record<ManagedGroup, object>>;
        const given = { ...valid, rateLimit: { requests: 9 }, retentionDays: 7, overrides };
        expect(paths(firewallProblems([], given))).to.deep.equal([
            "rateLimit.requests",
            "overrides.sqli",
            "retentionDays",
        ]);
    });
});
