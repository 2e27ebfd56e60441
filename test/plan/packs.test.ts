import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";

import { projectFolder } from "../../embedded/platform";
import { packFolder } from "../../embedded/policy/pack-folder";
import { planWithPack } from "../../embedded/policy/run-pack";
import { unknownValue, withWorkspace, type Workspace } from "../../embedded/preview";
import { run, RunError } from "../../embedded/process";
import { silentProgress } from "../../embedded/progress";
import { terminalReport } from "../../policy-pack/report/terminal";
import { only, skipWithoutProvider } from "./plans";

const secondPack = path.join(__dirname, "second-pack");

/** Of the launch template one value is secret, and one is known only after the update. */
const program = `
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const kubernetes = require("@pulumi/kubernetes");
const group = new aws.ec2.SecurityGroup("nodes", { vpcId: "vpc-0123456789abcdef0", description: "Nodes", tags: { team: "search" } });
new aws.ec2.LaunchTemplate("nodes", {
    imageId: "ami-0123456789abcdef0",
    instanceType: "m7i.large",
    userData: pulumi.secret("c2VjcmV0"),
    vpcSecurityGroupIds: [group.id],
});
new kubernetes.core.v1.Pod("web", {
    metadata: { namespace: "shop" },
    spec: { containers: [{ name: "web", image: "registry.example.com/shop/web:1.4.2" }] },
});
`;

describe("a program under policy packs in the real engine", () => {
    let folder: string;

    before(async function () {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-packs-"));
        await skipWithoutProvider(this);
        fs.symlinkSync(path.join(projectFolder, "node_modules"), path.join(folder, "node_modules"));
        write("package.json", JSON.stringify({ name: "packs", version: "1.0.0" }));
        write("index.js", program);
        const runtime = { name: "nodejs", options: { typescript: false } };
        write("Pulumi.yaml", JSON.stringify({ name: "packs", runtime, main: "index.js" }));
        const config = { "aws:region": "eu-central-1", "alchemorsel:foundation": "aws" };
        write("Pulumi.packs.yaml", JSON.stringify({ config }));
    });

    after(() => {
        fs.rmSync(folder, { recursive: true });
    });

    const write = (file: string, content: string) => {
        fs.writeFileSync(path.join(folder, file), content);
    };

    /** Lets `use` preview the program in a workspace in which our pack has these settings. */
    function withSettings<T>(rules: object, use: (workspace: Workspace) => Promise<T>): Promise<T> {
        write("policy-config.packs.yaml", JSON.stringify({ version: 1, rules }));
        return withWorkspace(folder, "packs", silentProgress, (workspace) =>
            use({ ...workspace, env: { ...workspace.env, ALCHEMORSEL_POLICY_FOLDER: folder } }),
        );
    }

    describe("ours beside another", () => {
        /** A rule of both has the same name: it is told twice, and each pack is asked alone what there is to tell. */
        it("tells what both find, whichever is named first", async () => {
            await withSettings({}, async (workspace) => {
                const ours = await previewed(workspace, [packFolder]);
                const others = await previewed(workspace, [secondPack]);
                expect(ours.alchemorsel).to.include.members(["mandatory imdsv2 nodes", "mandatory k8s-caps web"]);
                expect(others).to.deep.equal({
                    second: ["advisory one-template packs-packs", "mandatory imdsv2 nodes"],
                });
                const both = { ...ours, ...others };
                expect(await previewed(workspace, [packFolder, secondPack])).to.deep.equal(both);
                expect(await previewed(workspace, [secondPack, packFolder])).to.deep.equal(both);
            });
        });

        it("disables a rule of ours alone, also where the other has one of the same name", async () => {
            await withSettings({ imdsv2: "disabled" }, async (workspace) => {
                const { alchemorsel, second } = await previewed(workspace, [secondPack, packFolder]);
                expect(alchemorsel).to.include("mandatory k8s-caps web").and.not.include("mandatory imdsv2 nodes");
                expect(second).to.include("mandatory imdsv2 nodes");
            });
        });
    });

    it("gets what rules may mend written into its plan, and is told so", async () => {
        const tags = { level: "remediate", tags: ["team"], values: { team: "shop" } };
        const settings = { imdsv2: "remediate", "k8s-caps": "remediate", "required-tags": tags };
        await withSettings(settings, async (workspace) => {
            const { plan, report } = await planWithPack(workspace, "packs", packFolder);
            const template = only(plan, "aws:ec2/launchTemplate:LaunchTemplate");
            expect(template).to.deep.include({ metadataOptions: { httpTokens: "required" }, tags: { team: "shop" } });
            const pod = only(plan, "kubernetes:core/v1:Pod") as { spec: { containers: object[] } };
            expect(pod.spec.containers[0]).to.deep.include({ securityContext: { capabilities: { drop: ["ALL"] } } });
            // What was secret or unknown is so still, and what carries the tag keeps its own.
            expect(template).to.deep.include({ userData: "[secret]", vpcSecurityGroupIds: [unknownValue] });
            expect(only(plan, "aws:ec2/securityGroup:SecurityGroup").tags).to.deep.equal({ team: "search" });

            const changes = report.remediations.map(({ rule, urn, path: at }) => [rule, urn.split("::").at(-1), at]);
            expect(changes).to.have.deep.members([
                ["imdsv2", "nodes", "metadataOptions"],
                ["required-tags", "nodes", "tags"],
                ["k8s-caps", "web", "spec.containers[0].securityContext"],
            ]);
            expect(report.findings.filter(({ rule }) => rule in settings)).to.deep.equal([]);
            expect(terminalReport(report, { color: false, width: 120 })).to.match(
                /Changed by the rules\n.*nodes.*: metadataOptions \(imdsv2\)\n/,
            );

            const told = await previewed(workspace, [packFolder]);
            expect(told.alchemorsel).to.include.members([
                "remediate imdsv2",
                "remediate required-tags",
                "remediate k8s-caps",
            ]);
        });
    });

    it("is changed by no rule that may not", async () => {
        const settings = { imdsv2: "advisory", "required-tags": { tags: ["team"], values: { team: "shop" } } };
        await withSettings(settings, async (workspace) => {
            const { plan, report } = await planWithPack(workspace, "packs", packFolder);
            expect(only(plan, "aws:ec2/launchTemplate:LaunchTemplate")).to.not.have.any.keys("metadataOptions", "tags");
            expect(report.remediations).to.deep.equal([]);
            expect(report.findings.map(({ rule }) => rule)).to.include.members(["imdsv2", "required-tags"]);
        });
    });

    /** What the engine shows of each pack, from a folder that is neither the project's nor a pack's. */
    async function previewed({ env, configFile }: Workspace, packs: readonly string[]) {
        const args = ["preview", "--cwd", folder, "--non-interactive", "--stack", "packs", "--config-file", configFile];
        const named = packs.flatMap((pack) => ["--policy-pack", pack]);
        const { stdout } = await run("pulumi", [...args, ...named], { cwd: os.tmpdir(), env }).catch(
            (error: unknown) => {
                if (error instanceof RunError) return error;
                throw error;
            },
        );
        return toldIn(stdout);
    }
});

/** Pack → level, rule and resource of each of its findings. */
function toldIn(output: string): Record<string, string[]> {
    const [, policies = ""] = output.split("\nPolicies:\n");
    const packs = policies.split(/^ {4}(?=\S+ [\w-]+@v)/m).slice(1);
    return Object.fromEntries(
        packs.map((pack) => {
            const name = /^\S+ ([\w-]+)@/.exec(pack)?.[1] ?? "";
            const found = [
                ...pack.matchAll(/^ {8}- \[(\w+)\](?: \[[^\]]*\])? {2}([\w-]+) {2}\((?:\d+ |.*: )?(.+)\)$/gm),
            ];
            const told = found.map(([, level, rule, where]) =>
                [level, rule, ...(level === "remediate" ? [] : [where])].join(" "),
            );
            return [name, told.sort()];
        }),
    );
}
