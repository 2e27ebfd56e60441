import { expect } from "chai";
import * as fc from "fast-check";

import { receiveStatements } from "../../../../../components/foundation/aws/cluster/interruption-policy";
import {
    discovery,
    instanceProfiles,
    nodeLifecycle,
    passNodeRole,
} from "../../../../../components/foundation/aws/cluster/karpenter-policy";
import { policyDocument } from "../../../../../components/foundation/aws/policy-document";
import { volumeKeyStatements } from "../../../../../components/foundation/aws/cluster/volume-key-policy";

const place = { region: "eu-central-1", accountId: "123456789012", clusterName: "shop" };
const own = [...nodeLifecycle(place), ...instanceProfiles(place), ...discovery(place)];
const bySid = (sid: string) => own.find(({ Sid }) => Sid === sid);

/** What all inline policies of a role may have together, in characters. */
const inlineLimit = 10_240;

describe("Karpenter's policy", () => {
    it("lets it change only what has, or gets, the tag of the cluster", () => {
        const changing = /:(Create|Delete|Terminate|Add|Remove|Tag)/;
        const changes = own.filter(({ Action }) => [Action].flat().some((action) => changing.test(action)));
        expect(changes.map(({ Sid }) => Sid)).to.have.length(9);
        for (const { Sid, Condition } of changes.filter((statement) => statement.Sid !== "UseImagesAndNetwork")) {
            const tags = Object.keys(Condition?.StringEquals ?? {}).filter((key) => key.endsWith("/cluster/shop"));
            expect(tags, Sid).to.not.be.empty;
        }
    });

    it("and of one of its node pools, or of a node class", () => {
        for (const sid of [
            "UseOwnLaunchTemplates",
            "MakeWithTags",
            "TagWhatItMakes",
            "NameOwnInstances",
            "DeleteOwn",
        ]) {
            expect(Object.keys(bySid(sid)?.Condition?.StringLike ?? {}), sid).to.have.length(1);
        }
        expect(bySid("DeleteOwn")?.Condition?.StringLike).to.deep.equal({
            "aws:ResourceTag/karpenter.sh/nodepool": "*",
        });
        expect(bySid("ChangeOwnProfiles")?.Condition?.StringLike).to.deep.equal({
            "aws:ResourceTag/karpenter.k8s.aws/ec2nodeclass": "*",
        });
    });

    it("lets it run instances only with images, networks and templates of the region", () => {
        for (const sid of ["UseImagesAndNetwork", "UseOwnLaunchTemplates", "MakeWithTags"]) {
            for (const arn of [bySid(sid)?.Resource].flat()) {
                expect(arn).to.match(/^arn:aws:ec2:eu-central-1:/);
            }
        }
    });

    it("lets it give its own instances new names and the marks of a claim, and no other tags", () => {
        expect(bySid("NameOwnInstances")?.Condition?.["ForAllValues:StringEquals"]).to.deep.equal({
            "aws:TagKeys": ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"],
        });
    });

    it("lets it read this region and this cluster", () => {
        expect(bySid("ReadRegion")?.Condition?.StringEquals).to.deep.equal({ "aws:RequestedRegion": "eu-central-1" });
        const clusterArn = "arn:aws:eks:eu-central-1:123456789012:cluster/shop";
        expect(bySid("ReadCluster")?.Resource).to.equal(clusterArn);
        expect(bySid("ReadZonalShift")?.Condition?.StringEquals).to.deep.equal({
            "arc-zonal-shift:ResourceIdentifier": clusterArn,
        });
    });

    it("fits into one role for each name that EKS allows", () => {
        fc.assert(
            fc.property(fc.stringMatching(/^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/), (clusterName) => {
                const there = { region: "ap-southeast-2", accountId: "123456789012", clusterName };
                const arn = "a".repeat(200);
                const documents = [
                    nodeLifecycle(there),
                    instanceProfiles(there),
                    discovery(there),
                    passNodeRole(arn),
                    receiveStatements(there.region, arn, arn),
                    volumeKeyStatements(there.region, arn),
                ].map((statements) => JSON.stringify(policyDocument(statements)));
                expect(documents.join("").length).to.be.below(inlineLimit);
            }),
        );
    });
});
