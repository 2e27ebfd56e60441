import * as fs from "node:fs";
import * as path from "node:path";

import { EC2 } from "@aws-sdk/client-ec2";
import { EKS } from "@aws-sdk/client-eks";
import { expect } from "chai";

import { runImport } from "../../delivery/adopt/run-import";
import { freePort } from "../../embedded/free-port";
import { silentProgress } from "../../embedded/progress";
import { chartFolders } from "../../embedded/rehearsal/charts";
import { readCalls } from "../../embedded/rehearsal/moto/calls";
import { motoClient, motoEnvironment } from "../../embedded/rehearsal/moto/environment";
import { type Moto, startMoto } from "../../embedded/rehearsal/moto/moto";
import { writeAwsCommand } from "../../embedded/rehearsal/place";
import { skipWithoutProvider } from "../plan/plans";
import { pythonToolsOrSkip } from "../plan/python-tools";
import { removeTemporaryFolders, temporaryFolder, withEnvironment } from "../embedded/tools/fixture";
import { handMadeSubnets, makeCluster, makeNetwork } from "./hand-made";
import { type HeldKubernetes, holdKubernetes } from "./held-kubernetes";
import { type StackOnMoto, stackOnMoto } from "./stack-on-moto";

const accountId = "444455556666";
const region = "eu-central-1";
const arn = (name: string) => `arn:aws:iam::${accountId}:${name}`;

/** The real engine and providers, and a real API server: the plan after an import asks it, as every plan of a stack with a cluster does. */
describe("an import of a cluster that somebody has", () => {
    let kubernetes: HeldKubernetes | undefined;
    let moto: Moto | undefined;
    let place: StackOnMoto | undefined;
    let callsFile: string;
    let vpcId: string;

    before(async function () {
        await skipWithoutProvider(this);
        const python = await pythonToolsOrSkip(this);
        const [port, charts] = [await freePort(), temporaryFolder()];
        const url = `http://127.0.0.1:${port}`;
        const tokenReview = `${url}/rehearsal/token-review`;
        callsFile = path.join(temporaryFolder(), "calls.jsonl");
        kubernetes = await holdKubernetes({ name: "adopt", state: temporaryFolder(), zones: [], tokenReview });
        const env = { REHEARSAL_EKS_ENDPOINT: kubernetes.server, REHEARSAL_EKS_CA: kubernetes.caData };
        const prerequisites = {
            roles: [arn("role/alchemorsel-pipeline"), arn("role/shop")],
            policies: [arn("policy/alchemorsel-boundary")],
        };
        moto = await startMoto({ python, port, accountId, callsFile, env, prerequisites });
        await chartFolders(charts);
        place = await stackOnMoto(url, { charts, aws: writeAwsCommand(temporaryFolder(), python) });
        const client = motoClient({ awsUrl: url, region });
        const network = await makeNetwork(new EC2(client), "shop", "10.8.0.0/16", handMadeSubnets);
        await makeCluster(new EKS(client), "shop", arn("role/shop"), network);
        vpcId = network.vpcId;
    });

    after(async () => {
        await moto?.stop();
        await kubernetes?.stop();
        place?.remove();
        removeTemporaryFolders();
    });

    it("takes it in with its network and 0 changes planned, and only asks AWS", async () => {
        fs.rmSync(callsFile);
        const wanted = { vpcId, cluster: "shop", write: true, yes: true };
        const { code, text } = await withEnvironment(motoEnvironment(moto!.url), () =>
            runImport(place!, wanted, silentProgress),
        );
        expect(code, text).to.equal(0);
        expect(text).to.match(/Imported: \d+\. The next update changes nothing of it\./);
        expect(text).to.match(/alchemorsel-staging-cluster-cluster-eksCluster +shop\n/);
        expect(text).to.match(/alchemorsel-staging-cluster-cluster-coredns +shop:coredns\n/);
        const { cluster } = place!.config()["alchemorsel:aws"] as Record<string, Record<string, unknown>>;
        expect(cluster).to.include({ clusterName: "shop" });
        const changes = readCalls(callsFile).filter(({ operation }) => !/^(Describe|Get|List)/.test(operation));
        expect(changes.map(({ operation }) => operation)).to.deep.equal([]);
    });
});
