import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";

import { localFoundation } from "../../components/foundation/local/from-config";
import { Platform } from "../../components/platform";
import type { PlannedResource } from "../../embedded/preview/plan";
import { createProgress } from "../../embedded/progress";
import { ensureTools, toolsOfEngine, unbuiltTools } from "../../embedded/tools";
import { awsPlugin, findOfficialPlugin } from "../../embedded/tools/plugins";
import { localConfig } from "../components/example";
import { registered } from "../components/mocks";
import { checkov, type CheckovReport, type Finding } from "./checkov";
import { awsReasons, kubernetesReasons } from "./checkov-reasons";
import { judge, type Reasons } from "./findings";
import { kubernetesManifests } from "./kubernetes-manifests";
import { plan, stacks } from "./plans";
import { pythonToolsOrSkip } from "./python-tools";
import { TerraformMapping } from "./terraform-mapping";
import { terraformPlan } from "./terraform-plan";

describe("Checkov", () => {
    let python: string;
    /** Nothing where the AWS provider isn't built. */
    const planned = new Map<string, readonly PlannedResource[]>();
    let mapping: TerraformMapping;

    before(async function () {
        python = await pythonToolsOrSkip(this);
        const unbuilt = await unbuiltTools(await toolsOfEngine("aws"));
        if (unbuilt.length > 0) {
            console.log(`  no plan on AWS: not built are ${unbuilt.join(", ")}; make tools-aws builds them`);
            return;
        }
        mapping = TerraformMapping.of(await awsProvider());
        for (const stack of stacks) planned.set(stack, await plan(stack));
    });

    const checkTerraform = async (name: string, resources: readonly PlannedResource[]) => {
        const plan = terraformPlan(resources, mapping);
        const report = await checkov(python, "terraform_plan", JSON.stringify(plan, null, 1));
        expect(report.resources, "resources that Checkov has read").to.equal(plan.resource_changes.length);
        return told(name, report);
    };
    const checkKubernetes = async (name: string, resources: readonly PlannedResource[]) => {
        const manifests = kubernetesManifests(resources);
        if (manifests.length === 0) return [];
        const report = await checkov(python, "kubernetes", manifests.join("---\n"));
        // It counts the pods of a Deployment, too.
        expect(report.resources, "resources that Checkov has read").to.be.at.least(manifests.length);
        return told(name, report);
    };

    it("finds nothing in the plans on AWS that hasn't a reason, and each reason is needed", async function () {
        if (planned.size === 0) return this.skip();
        const findings: Finding[] = [];
        for (const each of planned) findings.push(...(await checkTerraform(...each)));
        expectReasons(findings, awsReasons);
    });

    it("sees in a plan what is set, what is missing, and what belongs to what", async function () {
        if (planned.size === 0) return this.skip();
        const all = planned.get("production") ?? [];
        const findings = await checkTerraform("the same with holes", all.filter(isNoSafeguard).map(weakened));
        const found = findings.map(({ check, resource }) => `${check} ${resource.slice(0, resource.indexOf("."))}`);
        expect(found).to.include.members([
            "CKV_AWS_16 aws_db_instance", // not encrypted
            "CKV_AWS_58 aws_eks_cluster", // Secrets not encrypted
            "CKV_AWS_79 aws_launch_template", // IMDSv1
            "CKV2_AWS_6 aws_s3_bucket", // no public access block
            "CKV2_AWS_11 aws_vpc", // no flow log
            "CKV2_AWS_12 aws_vpc", // default security group open
            "CKV2_AWS_28 aws_lb", // no firewall
        ]);
    });

    it("finds nothing in the Kubernetes objects that hasn't a reason, and each reason is needed", async () => {
        const findings: Finding[] = [];
        const all = new Map([["the local stack", await localStack()], ...planned]);
        for (const each of all) findings.push(...(await checkKubernetes(...each)));
        expectReasons(findings, kubernetesReasons, planned.size > 0);
    });
});

/** Its manifests are the same under mocks: nothing in them comes from the cluster. */
async function localStack(): Promise<PlannedResource[]> {
    const config = localConfig();
    const foundation = await localFoundation(config, "/nowhere/kubeconfig");
    const resources = await registered(() => new Platform("alchemorsel", { ...config, foundation }));
    return resources.map(({ type, name, inputs }) => ({
        urn: name,
        type,
        name,
        inputs: inputs as PlannedResource["inputs"],
    }));
}

/** All but those without which something else is unsafe. */
function isNoSafeguard({ type }: PlannedResource): boolean {
    return !/:(BucketPublicAccessBlock|FlowLog|DefaultSecurityGroup|WebAclAssociation)$/.test(type);
}

function weakened(resource: PlannedResource): PlannedResource {
    const weaker: Record<string, Record<string, unknown>> = {
        "aws:rds/instance:Instance": { storageEncrypted: false },
        "aws:eks/cluster:Cluster": { encryptionConfig: undefined },
        "aws:ec2/launchTemplate:LaunchTemplate": { metadataOptions: { httpTokens: "optional" } },
    };
    return { ...resource, inputs: { ...resource.inputs, ...weaker[resource.type] } };
}

function told(name: string, { passed, failed, resources }: CheckovReport): readonly Finding[] {
    console.log(`      ${name}: ${resources} resources, ${passed} checks passed, ${failed.length} failed`);
    return failed;
}

/** What isn't needed shows only where all plans are there. */
function expectReasons(findings: readonly Finding[], reasons: Reasons, complete = true): void {
    const { unexplained, unused, explained } = judge(findings, reasons);
    console.log(`      ${explained} of ${findings.length} failed checks have a reason`);
    expect(unexplained, "failed checks without a reason").to.deep.equal([]);
    if (complete) expect(unused, "reasons that nothing needs").to.deep.equal([]);
}

/** The program that planned, which knows what its resources are called in Terraform. */
async function awsProvider(): Promise<string> {
    const official = findOfficialPlugin(awsPlugin);
    if (official === undefined)
        return (await ensureTools(["pulumi-aws"], createProgress())).get("pulumi-resource-aws") ?? "";
    return fs.statSync(official).isDirectory() ? path.join(official, "pulumi-resource-aws") : official;
}
