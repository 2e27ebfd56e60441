import { expect } from "chai";

import { comparedCases } from "../../bench/policy/awsguard-cases";
import { missed, outcomesOf } from "../../bench/policy/awsguard-outcomes";
import {
    asksAws,
    differences,
    later,
    ourRules,
    sharedPolicies,
    sharedRules,
} from "../../bench/policy/awsguard-policies";
import { rules } from "../../policy-pack/rules";
import { urnOf } from "../../test/policy-pack/rule-cases";

/** What version 0.3.1 serves. */
const served = `apigateway-stage-cached apigateway-method-cached-and-encrypted apigateway-endpoint-type
    ec2-instance-detailed-monitoring-enabled ec2-instance-no-public-ip ec2-volume-inuse elb-logging-enabled
    encrypted-volumes redshift-cluster-configuration redshift-cluster-maintenance-settings
    redshift-cluster-public-access dynamodb-table-encryption-enabled rds-instance-backup-enabled
    rds-instance-multi-az-enabled rds-instance-public-access rds-storage-encrypted elasticsearch-encrypted-at-rest
    elasticsearch-in-vpc-only alb-http-to-https-redirection acm-certificate-expiration
    cmk-backing-key-rotation-enabled access-keys-rotated mfa-enabled-for-iam-console-access efs-encrypted
    elb-deletion-protection-enabled s3-bucket-logging-enabled`.split(/\s+/);

const type = "aws:efs/fileSystem:FileSystem";
const urn = urnOf(type, "orders");
const said = (policy: string, message: string) => ({ policy, message, urn: "", isMandatory: true });
const theirs = [said("efs-encrypted", "Amazon Elastic File System must have a KMS Key defined.")];
const ours = [{ ...said("efs-encrypted", "encrypted is not true"), urn }];

function outcome(label: string, found = theirs, own = ours) {
    const resource = { type, properties: {} };
    return outcomesOf({ label, resources: [resource] }, resource, found, own);
}

describe("the comparison with @pulumi/awsguard", () => {
    it("knows of each of its policies whether we have a rule for it", () => {
        expect([...ourRules.keys()]).to.have.members([...served, ...later]);
        expect(served).to.include.members([...asksAws, ...sharedPolicies]);
        expect(rules.map(({ id }) => id)).to.include.members([...sharedRules]);
    });

    it("says why something is no violation of policies and cases that there are", () => {
        const labels = comparedCases().map(({ label }) => label);
        expect(sharedPolicies).to.include.members(differences.map(({ policy }) => policy));
        for (const label of differences.flatMap(({ cases }) => cases)) {
            expect(labels.filter((each) => each === label)).to.deep.equal([label]);
        }
    });

    it("tells what both find, what ours can't know yet, and what ours misses", () => {
        const undetermined = ours.map((each) => ({ ...each, message: `undetermined: ${each.message}` }));
        const [found, unknown, lost] = [ours, undetermined, []].flatMap((own) => outcome("a case", theirs, own));
        expect([found, unknown, lost].map((each) => each?.ours)).to.deep.equal([
            "violation",
            "undetermined",
            "nothing",
        ]);
        expect(missed([found!, unknown!, lost!])).to.deep.equal([lost]);
    });

    it("takes what ours finds elsewhere, or by another rule, for missed", () => {
        const elsewhere = { ...ours[0]!, urn: urnOf(type, "uploads") };
        const byAnother = { ...ours[0]!, policy: "kms-rotation" };
        expect(missed(outcome("a case", theirs, [elsewhere, byAnother]))).to.have.length(1);
    });

    it("takes nothing for missed that is said to be no violation, nor what awsguard could not look at", () => {
        expect(missed(outcome("efs-encrypted: in one zone", theirs, []))).to.deep.equal([]);
        const stopped = [said("efs-encrypted", "can't run policy 'efs-encrypted' during preview: kmsKeyId is unknown")];
        expect(outcome("a case", stopped, [])[0]?.theirs).to.equal("unknown");
        expect(missed(outcome("a case", stopped, []))).to.deep.equal([]);
    });

    it("leaves out what we have no rule for", () => {
        expect(outcome("a case", [said("ec2-volume-inuse", "…")])).to.deep.equal([]);
        expect(() => outcome("a case", [said("new", "…")])).to.throw("new of awsguard stands in none of our lists");
    });
});
