import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { clusterProblems, managedNodeGroupProblems, type Options } from "../../../embedded/eks/options";
import { Cluster } from "../../../embedded/eks/cluster";
import { registered } from "./registered";

const good = {
    vpcId: "vpc-1",
    authenticationMode: "API",
    skipDefaultNodeGroup: true,
    kubeProxyAddonOptions: { version: "v1" },
    corednsAddonOptions: { enabled: false },
    vpcCniOptions: { addonVersion: "v1" },
};
const paths = (problems: readonly { propertyPath: string }[]) => problems.map(({ propertyPath }) => propertyPath);
const refused = (options: Options) => paths(clusterProblems({ ...good, ...options }));

describe("options that the stand-in for @pulumi/eks gets", () => {
    it("are planned where it knows them", () => {
        expect(clusterProblems(good)).to.deep.equal([]);
        expect(refused({ deletionProtection: true, autoMode: { enabled: false } })).to.deep.equal([]);
    });

    it("are refused where it doesn't, all at once and by their paths", () => {
        const options = {
            fargate: true,
            createOidcProvider: true,
            vpcCniOptions: { addonVersion: "v1", securityContextPrivileged: true },
            accessEntries: {
                ops: { principalArn: "arn", accessPolicies: { admin: { policyArn: "arn", scope: "all" } } },
            },
        };
        expect(refused(options)).to.have.members([
            "fargate",
            "createOidcProvider",
            "vpcCniOptions.securityContextPrivileged",
            "accessEntries.ops.accessPolicies.admin.scope",
        ]);
    });

    it("may be absent, or not known yet", () => {
        expect(refused({ fargate: undefined, accessEntries: pulumi.output({}), tags: pulumi.output({}) })).to.be.empty;
    });

    it("would make a call to AWS, and are refused: an add-on without a version, no VPC", () => {
        expect(
            refused({
                vpcId: undefined,
                kubeProxyAddonOptions: undefined,
                vpcCniOptions: {},
                corednsAddonOptions: { enabled: true },
            }),
        ).to.have.members([
            "vpcId",
            "kubeProxyAddonOptions.version",
            "vpcCniOptions.addonVersion",
            "corednsAddonOptions.version",
        ]);
        expect(refused({ useDefaultVpcCni: true, vpcCniOptions: undefined })).to.be.empty;
    });

    it("would start the default node group, and are refused", () => {
        expect(refused({ skipDefaultNodeGroup: undefined })).to.deep.equal(["skipDefaultNodeGroup"]);
        const auto = { autoMode: { enabled: true }, kubeProxyAddonOptions: undefined, vpcCniOptions: undefined };
        expect(refused({ ...auto, skipDefaultNodeGroup: undefined })).to.be.empty;
    });

    it("contradict each other, and are refused", () => {
        expect(refused({ authenticationMode: "CONFIG_MAP" })).to.deep.equal(["authenticationMode"]);
        expect(refused({ subnetIds: ["a"], privateSubnetIds: ["b"] })).to.deep.equal(["subnetIds"]);
        expect(refused({ endpointPublicAccess: false, publicAccessCidrs: ["10.0.0.0/8"] })).to.deep.equal([
            "publicAccessCidrs",
        ]);
        expect(
            refused({ vpcCniOptions: { addonVersion: "v1", externalSnat: true, cniExternalSnat: true } }),
        ).to.deep.equal(["vpcCniOptions.externalSnat"]);
    });

    it("stop the preview before anything is registered, with one error that lists them", async () => {
        const { resources, result } = await registered(() => {
            try {
                return new Cluster("c", { gpu: true, fargate: true }, {});
            } catch (error) {
                return error;
            }
        });
        expect(resources).to.be.empty;
        const error = result as pulumi.InputPropertiesError;
        expect(pulumi.InputPropertiesError.isInstance(error)).to.equal(true);
        expect(paths(error.errors)).to.include.members(["gpu", "fargate", "vpcId"]);
    });

    it("of a managed node group are refused where they'd need a launch template of its own", () => {
        const own = { cluster: {}, nodeRoleArn: "arn" };
        expect(managedNodeGroupProblems({ ...own, instanceTypes: ["m7g.large"] })).to.be.empty;
        expect(paths(managedNodeGroupProblems({ ...own, enableIMDSv2: true, userData: "#!/bin/sh" }))).to.have.members([
            "enableIMDSv2",
            "userData",
        ]);
        expect(paths(managedNodeGroupProblems({ cluster: {} }))).to.deep.equal(["nodeRole"]);
        expect(paths(managedNodeGroupProblems({ ...own, nodeRole: {} }))).to.deep.equal(["nodeRole"]);
    });
});
