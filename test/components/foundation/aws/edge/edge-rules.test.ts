import { expect } from "chai";
import * as fc from "fast-check";

import {
    certificateProblems,
    isInZone,
    loadBalancerProblems,
    logBucketProblems,
    validatedDomains,
} from "../../../../../components/foundation/aws/edge/edge-rules";

const zone = { name: "example.com" };
const paths = (problems: { propertyPath: string }[]) => problems.map(({ propertyPath }) => propertyPath);

describe("the domains of a certificate", () => {
    it("may be the zone's own, any below it, and wildcards", () => {
        const alternativeNames = ["www.example.com", "*.example.com", "a.b.Example.com", "example.com."];
        expect(certificateProblems([], { domain: "example.com", alternativeNames, zone })).to.be.empty;
    });

    it("are refused outside the hosted zone, also where their end looks like it", () => {
        const alternativeNames = ["badexample.com", "www.example.com", "example.org", "com"];
        const problems = certificateProblems(["edge"], { domain: "example.net", alternativeNames, zone });
        expect(paths(problems)).to.deep.equal([
            "edge.domain",
            "edge.alternativeNames[0]",
            "edge.alternativeNames[2]",
            "edge.alternativeNames[3]",
        ]);
        expect(problems[0]!.reason).to.equal("example.net is outside the hosted zone example.com");
    });

    it("are refused where they are longer than ACM allows, the first one sooner", () => {
        const long = `${"a".repeat(60)}.example.com`;
        expect(paths(certificateProblems([], { domain: long, alternativeNames: [long], zone }))).to.deep.equal([
            "domain",
        ]);
    });

    it("lie in their zone whatever is put before them, and in no other", () => {
        const label = fc.stringMatching(/^[a-z][a-z0-9]{0,9}$/);
        fc.assert(
            fc.property(label, label, (one, other) => {
                expect(isInZone(`${one}.com`, `${other}.${one}.com`)).to.be.true;
                expect(isInZone(`${one}.com`, `*.${one}.com`)).to.be.true;
                expect(isInZone(`${one}.com`, `${other}${one}.com`)).to.be.false;
            }),
        );
    });

    it("share a validation record with their wildcard", () => {
        expect(validatedDomains(["example.com", "*.example.com", "www.example.com"])).to.deep.equal([
            "example.com",
            "www.example.com",
        ]);
    });
});

describe("the numbers of a load balancer", () => {
    const valid = { loadBalancerName: "production", targetPort: 8080 };

    it("pass where AWS takes them", () => {
        expect(loadBalancerProblems([], { ...valid, idleTimeoutSeconds: 4000 })).to.be.empty;
    });

    it("are refused with a name over the limit, which the reason gives", () => {
        const [problem] = loadBalancerProblems(["edge"], { ...valid, loadBalancerName: "a".repeat(33) });
        expect(problem!.propertyPath).to.equal("edge.loadBalancerName");
        expect(problem!.reason).to.match(/1 above the 32 that AWS allows/);
    });

    for (const loadBalancerName of ["", "-a", "a-", "a_b", "internal-a"]) {
        it(`are refused with the name "${loadBalancerName}"`, () => {
            expect(paths(loadBalancerProblems([], { ...valid, loadBalancerName }))).to.deep.equal(["loadBalancerName"]);
        });
    }

    it("are refused beyond AWS's ranges, all at once", () => {
        expect(paths(loadBalancerProblems([], { ...valid, idleTimeoutSeconds: 0, targetPort: 70_000 }))).to.deep.equal([
            "idleTimeoutSeconds",
            "targetPort",
        ]);
    });
});

describe("the time for which logs are kept", () => {
    it("is at least 30 days", () => {
        expect(logBucketProblems(["logs"], "bucket", 30)).to.be.empty;
        expect(paths(logBucketProblems(["logs"], "bucket", 29))).to.deep.equal(["logs.retentionDays"]);
        expect(paths(logBucketProblems([], "bucket", 30.5))).to.deep.equal(["retentionDays"]);
    });

    it("comes with a bucket whose name S3 takes", () => {
        expect(paths(logBucketProblems([], "a".repeat(56), 30))).to.deep.equal(["name"]);
    });
});
