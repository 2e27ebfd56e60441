import * as path from "node:path";

import { expect } from "chai";

import { charts } from "../../../../../components/foundation/aws/controllers/charts";
import { silentProgress } from "../../../../../embedded/progress";
import { ensureEngine, toolsOfEngine, unbuiltTools } from "../../../../../embedded/tools";
import { removeTemporaryFolders, repository, temporaryFolder } from "../../../../embedded/tools/fixture";
import { program, Workspace } from "../../../../embedded/tools/workspace";

interface Step {
    op: string;
    urn: string;
    newState: { inputs?: Record<string, unknown>; provider?: string };
}

const source = `
    require("sucrase/register/ts");
    const pulumi = require("@pulumi/pulumi");
    const { Provider } = require("@pulumi/kubernetes/provider");
    const folder = ${JSON.stringify(path.join(repository, "components/foundation/aws/controllers"))};
    const { Controllers } = require(folder + "/controllers");
    const { NodePool } = require(folder + "/node-pool");

    /** What a cluster says of itself only once it is there. */
    class Cluster extends pulumi.dynamic.Resource {
        constructor() {
            super({ create: async () => ({ id: "shop", outs: {} }) }, "cluster", { kubeconfig: undefined, vpcId: undefined });
        }
    }
    const cluster = new Cluster();
    const provider = new Provider("kubernetes", { kubeconfig: cluster.kubeconfig });
    const controllers = new Controllers("shop", {
        clusterName: "shop",
        region: "eu-central-1",
        loadBalancerController: { vpcId: cluster.vpcId },
        metricsServer: true,
        externalSecrets: {},
        karpenter: { queueName: cluster.id },
        gatewayApi: true,
    }, { provider, dependsOn: cluster });
    new NodePool("general", {
        nodeRoleName: cluster.id,
        subnetIds: ["subnet-0123456789abcdef0"],
        securityGroupIds: ["sg-0123456789abcdef0"],
        volumeKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/data",
        amiVersion: "v20251112",
        limits: { cpu: 100, memoryGiB: 400 },
    }, { provider, dependsOn: controllers });
`;

describe("the controllers of a cluster that isn't there yet", function () {
    this.timeout(120_000);
    let steps: Step[];
    after(removeTemporaryFolders);

    before(async function () {
        if ((await unbuiltTools(await toolsOfEngine())).length > 0) return this.skip();
        const engine = await ensureEngine(temporaryFolder(), silentProgress);
        // Neither a cluster of the user's nor a network: what goes out goes to a port where nobody listens.
        const nowhere = "http://127.0.0.1:1";
        const env = {
            ...process.env,
            KUBECONFIG: "/dev/null",
            HTTP_PROXY: nowhere,
            HTTPS_PROXY: nowhere,
            NO_PROXY: "",
        };
        const here = await new Workspace(engine, env).create(program(source));
        const { code, output } = await here.pulumi("preview", "--json");
        expect(code, output).to.equal(0);
        steps = (JSON.parse(output.slice(output.indexOf("{"))) as { steps: Step[] }).steps;
    });

    const step = (name: string) => {
        const found = steps.filter(({ urn }) => urn.endsWith(`::${name}`));
        expect(found, name).to.have.length(1);
        return found[0]!;
    };

    it("are planned without a network, with the version and the values of each chart", () => {
        for (const { key, chart, version } of Object.values(charts)) {
            const { op, newState } = step(`shop-${key}`);
            expect(op).to.equal("create");
            expect(newState.inputs).to.deep.include({ chart, version });
        }
        expect(step("shop-metrics").newState.inputs?.values).to.deep.include({ replicas: 2 });
    });

    it("are planned for that cluster, the node pools too", () => {
        const children = [...Object.values(charts).map(({ key }) => `shop-${key}`), "general-class", "general-pool"];
        for (const name of [...children, "shop-secrets-namespace"]) {
            expect(step(name).newState.provider, name).to.contain("pulumi:providers:kubernetes::kubernetes::");
        }
        expect(step("general-pool").urn).to.contain("kubernetes:karpenter.sh/v1:NodePool");
    });

    it("are one line each for the definitions of the Gateway API", () => {
        expect(steps.filter(({ urn }) => urn.includes("gateway-api"))).to.have.length(1);
    });
});
