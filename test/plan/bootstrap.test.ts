import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";
import { parse } from "yaml";

import { projectFolder } from "../../embedded/platform";
import { run, RunError } from "../../embedded/process";
import type { PlannedResource } from "../../embedded/preview";
import { unknownValue } from "../../embedded/preview";
import { neededActions } from "./aws-actions";
import { checkov } from "./checkov";
import { bootstrapReasons } from "./checkov-reasons";
import { judge } from "./findings";
import { ofType, plan, skipWithoutProvider, stacks } from "./plans";
import { isAllowed, type PolicyDocument, statement } from "./policy-documents";
import { pythonToolsOrSkip } from "./python-tools";

const file = path.join(projectFolder, "docs/aws/bootstrap.yaml");
const template = fs.readFileSync(file, "utf8");

/** What bootstrap-on-moto.py tells. */
interface Created {
    readonly status: string;
    readonly outputs: Readonly<Record<string, string>>;
    readonly buckets: Readonly<
        Record<string, { encryption: readonly { ApplyServerSideEncryptionByDefault: object }[] }>
    >;
    readonly keys: Readonly<Record<string, { rotates: boolean }>>;
    readonly zones: readonly string[];
    readonly roles: Readonly<Record<string, { trust: object[]; policies: string[]; maxSessionSeconds: number }>>;
    readonly policies: Readonly<Record<string, PolicyDocument>>;
    readonly users: number;
}

const account = "111122223333";
const region = "eu-central-1";
const bucket = `arn:aws:s3:::alchemorsel-pulumi-${account}-${region}`;

describe("docs/aws/bootstrap.yaml", () => {
    let python: string;

    before(async function () {
        python = await pythonToolsOrSkip(this);
    });

    const create = async (parameters: Record<string, string>): Promise<Created> => {
        const input = JSON.stringify({ template, parameters: { Repository: "example/platform", ...parameters } });
        // Nothing of the user's: a profile or an endpoint would be asked instead of moto.
        const env = { PATH: process.env.PATH };
        const { stdout } = await run(python, [path.join(__dirname, "bootstrap-on-moto.py")], { input, env });
        return JSON.parse(stdout) as Created;
    };

    it("is what CloudFormation takes, by the schemas of its resources (cfn-lint)", async () => {
        // Not by its own script, which names the folder that the environment was made in.
        const lint = ["-c", "from cfnlint.runner import main; main()", "--template", file, "--regions", region];
        const found = await run(python, lint).then(
            ({ stdout }) => stdout,
            (error: unknown) => (error instanceof RunError ? error.message : Promise.reject(error as Error)),
        );
        expect(found).to.equal("");
    });

    it("fails no check of Checkov without a reason, and each reason is needed", async () => {
        const { failed, passed } = await checkov(python, "cloudformation", template);
        const { unexplained, unused } = judge(failed, bootstrapReasons);
        console.log(`      ${passed} checks passed, ${failed.length} failed with a reason`);
        expect(unexplained, "failed checks without a reason").to.deep.equal([]);
        expect(unused, "reasons that nothing needs").to.deep.equal([]);
    });

    /**
     * moto leaves out what it doesn't know: the bucket's policy, versions and public access block (which Checkov looks at
     * above), GitHub's OIDC provider, the rule about the parameters, and a zone's name servers.
     */
    describe("created by moto", () => {
        let created: Created;
        const documents = (role: string) => created.roles[role]!.policies.map((name) => created.policies[name]!);
        const deploys = (action: string, arn: string) => isAllowed(documents("alchemorsel-pipeline"), action, arn);

        before(async () => {
            created = await create({
                ZoneId: "Z0000000000000000000P",
                RecoveryRegion: "eu-west-1",
                GitHubProviderArn: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
            });
        });

        it("puts out what the stack's file, pulumi login and pulumi stack init are given", () => {
            expect(created.status).to.equal("CREATE_COMPLETE");
            expect(created.outputs).to.deep.equal({
                StateUrl: `s3://alchemorsel-pulumi-${account}-${region}?region=${region}`,
                SecretsProvider: `awskms://alias/alchemorsel-pulumi?region=${region}`,
                DeployRoleArn: `arn:aws:iam::${account}:role/alchemorsel-pipeline`,
                PreviewRoleArn: `arn:aws:iam::${account}:role/alchemorsel-preview`,
                PermissionsBoundaryArn: `arn:aws:iam::${account}:policy/alchemorsel-boundary`,
                ZoneId: "Z0000000000000000000P",
            });
            const { config } = parse(fs.readFileSync(path.join(projectFolder, "Pulumi.production.yaml"), "utf8")) as {
                config: Record<
                    string,
                    { permissionsBoundaryArn: string; cluster: { access: { pipeline: { principalArn: string } } } }
                >;
            };
            const aws = config["alchemorsel:aws"]!;
            expect(aws.permissionsBoundaryArn).to.equal(created.outputs.PermissionsBoundaryArn);
            expect(aws.cluster.access.pipeline.principalArn).to.equal(created.outputs.DeployRoleArn);
        });

        it("encrypts the state with a key that rotates", () => {
            const [{ encryption }] = Object.values(created.buckets) as [Created["buckets"][string]];
            expect(encryption[0]!.ApplyServerSideEncryptionByDefault).to.include({ SSEAlgorithm: "aws:kms" });
            expect(created.keys).to.deep.equal({ "alias/alchemorsel-pulumi": { rotates: true } });
        });

        it("makes the zone where there is none", async () => {
            expect(created.zones).to.deep.equal([]);
            expect((await create({ ZoneName: "alchemorsel.example" })).zones).to.deep.equal(["alchemorsel.example"]);
        });

        it("lets in the jobs of one environment to deploy, those of pull requests and the main branch to preview", () => {
            const trusts = (role: string, sub: string | string[]) =>
                expect(created.roles[role]!.trust).to.deep.equal([
                    {
                        Effect: "Allow",
                        Action: "sts:AssumeRoleWithWebIdentity",
                        Principal: {
                            Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
                        },
                        Condition: {
                            StringEquals: {
                                "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                                "token.actions.githubusercontent.com:sub": sub,
                            },
                        },
                    },
                ]);
            trusts("alchemorsel-pipeline", "repo:example/platform:environment:production");
            trusts("alchemorsel-preview", [
                "repo:example/platform:pull_request",
                "repo:example/platform:ref:refs/heads/main",
            ]);
            expect(created.roles["alchemorsel-pipeline"]!.maxSessionSeconds).to.equal(7200);
            expect(created.users).to.equal(0);
        });

        it("has policies that IAM takes: 6,144 characters each, ten for a role", () => {
            for (const [name, document] of Object.entries(created.policies))
                expect(JSON.stringify(document).length, name).to.be.at.most(6144);
            expect(created.roles["alchemorsel-pipeline"]!.policies.length).to.be.within(1, 10);
        });

        it("lets the pipeline do what the plans need, and only in their regions", async function () {
            await skipWithoutProvider(this);
            for (const stack of stacks) {
                const name = `alchemorsel-${stack}`;
                const shortName = stack === "production" ? "alc-prod" : "alc-stage";
                const zone = stack === "production" ? "Z0000000000000000000P" : "Z0000000000000000000S";
                const own = await create({
                    Name: name,
                    ShortName: shortName,
                    ZoneId: zone,
                    RecoveryRegion: "eu-west-1",
                });
                const policies = own.roles["alchemorsel-pipeline"]!.policies.map((each) => own.policies[each]!);
                const missing = (await plan(stack)).flatMap((resource) => missingActions(policies, resource, name));
                expect([...new Set(missing)], stack).to.deep.equal([]);
            }
            const { Condition } = statement(created.policies["alchemorsel-pipeline-account"], "OtherRegions");
            const regions = new Set((await plan("production")).map(({ inputs }) => inputs.region ?? region));
            expect(Condition).to.deep.equal({ StringNotEquals: { "aws:RequestedRegion": [...regions].sort() } });
        });

        it("lets the pipeline release: move the traffic, ask how it goes, and reach the cluster", () => {
            const stack = "alchemorsel-production";
            const rule = `arn:aws:elasticloadbalancing:${region}:${account}:listener-rule/app/${stack}/1/2/3`;
            const cluster = `arn:aws:eks:${region}:${account}:cluster/${stack}-cluster`;
            const needed: [string, string][] = [
                ["elasticloadbalancing:ModifyRule", rule],
                ["elasticloadbalancing:DescribeTargetGroups", "*"],
                ["elasticloadbalancing:DescribeListeners", "*"],
                ["elasticloadbalancing:DescribeRules", "*"],
                ["elasticloadbalancing:DescribeTargetHealth", "*"],
                ["cloudwatch:GetMetricData", "*"],
                ["cloudwatch:DescribeAlarms", "*"],
                ["eks:DescribeCluster", cluster],
            ];
            for (const [action, arn] of needed) expect(deploys(action, arn), action).to.be.true;
        });

        it("lets the pipeline make roles within the boundary alone, and attach only what the plans attach", async function () {
            const roles = created.policies["alchemorsel-pipeline-roles"];
            const boundary = { "iam:PermissionsBoundary": created.outputs.PermissionsBoundaryArn };
            expect(statement(roles, "RolesWithinTheBoundary").Condition).to.deep.equal({ StringEquals: boundary });
            const { Condition = {} } = statement(roles, "PoliciesOfAws");
            expect(Condition.StringEquals).to.deep.equal(boundary);
            const role = `arn:aws:iam::${account}:role/alchemorsel-production-any`;
            for (const action of ["iam:DeleteRolePermissionsBoundary", "iam:CreateUser", "iam:CreatePolicyVersion"])
                expect(deploys(action, role), action).to.be.false;
            await skipWithoutProvider(this);
            for (const stack of stacks) {
                const resources = await plan(stack);
                const planned = ofType(resources, "aws:iam/role:Role").map(
                    ({ inputs }) => inputs.permissionsBoundary as unknown,
                );
                const own = created.outputs.PermissionsBoundaryArn!.replace(
                    account,
                    stack === "staging" ? "444455556666" : account,
                );
                expect([...new Set(planned)], `${stack}: boundaries of roles`).to.deep.equal([own]);
                const attached = ofType(resources, "aws:iam/rolePolicyAttachment:RolePolicyAttachment");
                expect(Condition.ArnEquals!["iam:PolicyARN"]).to.include.members(
                    attached.map(({ inputs }) => inputs.policyArn as string),
                );
            }
        });

        it("keeps the pipeline and the stack's roles from what lets them in", () => {
            const iam = `arn:aws:iam::${account}`;
            expect(deploys("s3:PutObject", `${bucket}/.pulumi/stacks/production.json`)).to.be.true;
            const denied: [string, string][] = [
                ["s3:PutBucketPolicy", bucket],
                ["s3:PutBucketVersioning", bucket],
                ["s3:DeleteBucket", bucket],
                ["s3:DeleteObjectVersion", `${bucket}/.pulumi/stacks/production.json`],
                ["iam:UpdateAssumeRolePolicy", `${iam}:role/alchemorsel-pipeline`],
                ["iam:AttachRolePolicy", `${iam}:role/alchemorsel-preview`],
                ["iam:CreatePolicyVersion", `${iam}:policy/alchemorsel-boundary`],
                ["iam:PassRole", `${iam}:role/alchemorsel-pipeline`],
                ["cloudformation:UpdateStack", "*"],
                ["secretsmanager:GetSecretValue", `arn:aws:secretsmanager:${region}:${account}:secret:rds!db-1`],
            ];
            for (const [action, arn] of denied) expect(deploys(action, arn), action).to.be.false;
            const ceiling = [created.policies["alchemorsel-boundary"]!];
            for (const action of [
                "iam:CreateRole",
                "iam:PutRolePolicy",
                "sts:AssumeRole",
                "organizations:LeaveOrganization",
            ])
                expect(isAllowed(ceiling, action, "*"), action).to.be.false;
            expect(isAllowed(ceiling, "s3:GetObject", `${bucket}/.pulumi/stacks/production.json`)).to.be.false;
        });

        it("lets the stack's roles do what their own policies say, as far as the plan knows these", async function () {
            await skipWithoutProvider(this);
            const ceiling = [created.policies["alchemorsel-boundary"]!];
            const known = ofType(await plan("production"), "aws:iam/rolePolicy:RolePolicy")
                .map(({ inputs }) => inputs.policy as string)
                .filter((policy) => policy !== unknownValue)
                .map((policy) => JSON.parse(policy) as PolicyDocument);
            const actions = known.flatMap(({ Statement }) => Statement.flatMap(({ Action = [] }) => Action));
            expect(actions).to.include.members(["ec2:CreateFleet", "iam:CreateInstanceProfile", "ec2:DescribeVpcs"]);
            expect(actions.filter((action) => !isAllowed(ceiling, action, "*"))).to.deep.equal([]);
        });

        it("lets a pull request read and change nothing", () => {
            const actions = documents("alchemorsel-preview").flatMap(({ Statement }) =>
                Statement.flatMap(({ Action = [] }) => Action),
            );
            const reads = /^[a-z0-9-]+:(Describe|Get|List|View)|^kms:Decrypt$/;
            expect(actions.filter((action) => !reads.test(action))).to.deep.equal([]);
            const [preview] = documents("alchemorsel-preview");
            expect(isAllowed([preview!], "s3:GetObject", `${bucket}/.pulumi/stacks/production.json`)).to.be.true;
            expect(isAllowed([preview!], "s3:GetObject", "arn:aws:s3:::alchemorsel-production-edge-logs/a")).to.be
                .false;
        });
    });
});

/** What the policies don't let somebody do who creates and deletes a resource. */
function missingActions(policies: readonly PolicyDocument[], resource: PlannedResource, stack: string): string[] {
    if (!resource.type.startsWith("aws:")) return [];
    const needed = neededActions[resource.type];
    if (needed === undefined) return [`${resource.type} is not in test/plan/aws-actions.ts`];
    const known: Record<string, unknown> = { account, region, stack, ...given(resource.inputs) };
    const arn = (needed.arn ?? "*").replaceAll(/\{(\w+)\}/g, (_, key: string) => text(known[key]) ?? `${stack}-x`);
    return needed.actions.filter((action) => !isAllowed(policies, action, arn)).map((action) => `${action} on ${arn}`);
}

function given(inputs: PlannedResource["inputs"]) {
    return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== unknownValue));
}

function text(value: unknown): string | undefined {
    return typeof value === "string" ? value : undefined;
}
