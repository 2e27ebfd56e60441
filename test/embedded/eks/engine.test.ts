import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";

import { silentProgress } from "../../../embedded/progress";
import { type Engine, ensureEngine, toolsOfEngine, unbuiltTools } from "../../../embedded/tools";
import { previewConfig, withoutCredentials } from "../../../embedded/preview/environment";
import { removeTemporaryFolders, temporaryFolder } from "../tools/fixture";
import { embeddedEngine, program, Workspace } from "../tools/workspace";
import { autoModeChildren, children } from "./children";

interface Step {
    readonly op: string;
    readonly urn: string;
    readonly newState: { readonly inputs?: Readonly<Record<string, unknown>> };
}

interface Preview {
    readonly steps: readonly Step[];
    readonly diagnostics?: readonly { readonly message: string }[];
}

const cluster = `
    const eks = require("@pulumi/eks");
    const options = {
        vpcId: "vpc-0123456789abcdef0",
        privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
        authenticationMode: "API",
        version: "1.34",
        accessEntries: { ops: {
            principalArn: "arn:aws:iam::123456789012:role/ops",
            accessPolicies: { admin: {
                policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
                accessScope: { type: "cluster" },
            } },
        } },
    };
    const pinned = {
        ...options,
        skipDefaultNodeGroup: true,
        kubeProxyAddonOptions: { version: "v1.34.0-eksbuild.1" },
        corednsAddonOptions: { version: "v1.12.4-eksbuild.1" },
        vpcCniOptions: { addonVersion: "v1.20.0-eksbuild.1" },
    };
`;

describe("the stand-in for @pulumi/eks under the engine", function () {
    this.timeout(120_000);
    after(removeTemporaryFolders);

    it("refuses the options that it doesn't know with their paths, and the preview fails", async function () {
        const engine = await embeddedEngine();
        if (engine === undefined) return this.skip();
        const here = await new Workspace(engine).create(
            program(`
                const eks = require("@pulumi/eks/cluster");
                new eks.Cluster("c", { fargate: true, gpu: true, vpcId: "vpc-1" });
            `),
        );
        const { code, output } = await here.pulumi("preview");
        expect(code, output).not.to.equal(0);
        for (const path of ["fargate", "gpu", "authenticationMode", "vpcCniOptions.addonVersion"]) {
            expect(output).to.contain(path);
        }
        expect(output).to.contain("stand-in for the official plugin").and.not.to.contain("vpcId");
    });

    describe("with the real AWS provider and no account", () => {
        let engine: Engine;
        let trap: string;

        before(async function () {
            if ((await unbuiltTools(await toolsOfEngine("aws"))).length > 0) this.skip();
            engine = await ensureEngine(temporaryFolder(), silentProgress, "aws");
            if (engine.kind === "official") this.skip();
        });

        /** Previews with credentials all around: a program that would be started for some leaves its mark. */
        async function preview(source: string): Promise<Preview> {
            const home = temporaryFolder();
            trap = path.join(home, "was-here");
            const config = `[default]\ncredential_process = /usr/bin/touch '${trap}'\n[profile trap]\ncredential_process = /usr/bin/touch '${trap}'\n`;
            fs.mkdirSync(path.join(home, ".aws"));
            for (const name of ["config", "credentials"]) fs.writeFileSync(path.join(home, ".aws", name), config);
            const env = { ...process.env, HOME: home, AWS_PROFILE: "trap", AWS_ACCESS_KEY_ID: "AKIATRAP" };
            const here = await new Workspace(engine, withoutCredentials(env, temporaryFolder())).create(
                program(source),
            );
            for (const [key, value] of Object.entries({ ...previewConfig, "aws:region": "eu-central-1" })) {
                await here.pulumi("config", "set", key, value);
            }
            const { code, output } = await here.pulumi("preview", "--json");
            expect(code, output).to.equal(0);
            expect(output).not.to.contain("AKIATRAP");
            return JSON.parse(output.slice(output.indexOf("{"))) as Preview;
        }
        const planned = ({ steps }: Preview) =>
            steps
                .map(({ urn }) => urn.split("::"))
                .filter(([, , type]) => !/^pulumi:(pulumi:Stack|providers:(aws|eks))$/.test(type ?? ""))
                .map(([, , type, name]) => `${type?.split("$").at(-1)} ${name}`)
                .sort();
        const named = ({ steps }: Preview, name: string) => {
            const step = steps.find(({ urn }) => urn.endsWith(`::${name}`));
            return step?.newState.inputs ?? {};
        };
        const withoutParents = (table: readonly string[]) => table.map((row) => row.split(" < ")[0]).sort();

        it("plans what release 4 registers, node group included, and says that it stands in", async () => {
            const plan = await preview(`${cluster}
                const c = new eks.Cluster("c", pinned);
                new eks.ManagedNodeGroup("n", {
                    cluster: c, nodeRoleArn: "arn:aws:iam::123456789012:role/nodes", amiType: "AL2023_ARM_64_STANDARD",
                });
                exports.kubeconfig = c.kubeconfig;
            `);
            expect(planned(plan)).to.deep.equal(
                withoutParents([...children, "eks:index:ManagedNodeGroup n", "aws:eks/nodeGroup:NodeGroup n"]),
            );
            expect(JSON.stringify(plan.diagnostics)).to.contain("stand-in for the official plugin");
            expect(fs.existsSync(trap)).to.equal(false);
        });

        it("plans Auto Mode", async () => {
            const plan = await preview(`${cluster}
                const { accessEntries, ...rest } = options;
                new eks.Cluster("c", { ...rest, autoMode: { enabled: true }, corednsAddonOptions: { enabled: false } });
            `);
            expect(planned(plan)).to.deep.equal(withoutParents(autoModeChildren));
        });

        it("lets the program's transforms reach the children", async () => {
            const plan = await preview(`${cluster}
                new eks.Cluster("c", pinned, { transforms: [({ type, props, opts }) => {
                    if (type !== "aws:eks/cluster:Cluster") return undefined;
                    return { props: { ...props, zonalShiftConfig: { enabled: true } }, opts };
                }] });
            `);
            expect(named(plan, "c-eksCluster").zonalShiftConfig).to.deep.include({ enabled: true });
        });
    });
});
