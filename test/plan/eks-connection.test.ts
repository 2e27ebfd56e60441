import * as path from "node:path";

import { EKS } from "@aws-sdk/client-eks";
import { expect } from "chai";

import { run } from "../../embedded/process";
import { eksConnection } from "../../delivery/target/eks-connection";
import { failure } from "../delivery/failure";
import { motoAccount, place } from "./moto-account";
import { pythonToolsOrSkip } from "./python-tools";

const name = "alchemorsel-test-cluster";

describe("the connection to an EKS cluster (moto)", () => {
    const account = motoAccount();
    let python: string;

    before(async function () {
        python = await pythonToolsOrSkip(this);
    });

    const create = async () => {
        const eks = new EKS({ region: place.region, endpoint: account.moto.url });
        const roleArn = "arn:aws:iam::111122223333:role/cluster";
        const { cluster } = await eks.createCluster({ name, roleArn, resourcesVpcConfig: {} });
        return cluster!;
    };
    const bearer = ({ options }: Awaited<ReturnType<typeof eksConnection>>) =>
        String((options.headers as Record<string, string>).authorization);

    it("goes to the address that EKS tells, with its certificate", async () => {
        const { endpoint, certificateAuthority } = await create();
        const { server, options } = await eksConnection(place.region, name);
        expect(server).to.equal(endpoint);
        const { ca } = (options.agent as unknown as { options: { ca: Buffer } }).options;
        expect(ca.toString("base64")).to.equal(certificateAuthority!.data);
    });

    it("has a token that botocore, with which the AWS CLI signs its own, signs in the same way", async () => {
        await create();
        const [scheme, token = ""] = bearer(await eksConnection(place.region, name)).split(" ");
        expect(scheme).to.equal("Bearer");
        const script = path.join(__dirname, "eks-token.py");
        const { stdout } = await run(python, [script, place.region, name, token], { env: { PATH: process.env.PATH } });
        expect(JSON.parse(stdout)).to.deep.equal({ prefix: "k8s-aws-v1", expires: "60", sameSignature: true });
    });

    it("gets through throttling and failures", async () => {
        await create();
        account.proxy.faults[`GET /clusters/${name}`] = ["failure", "cutBefore", { throttledFor: 0 }];
        expect(bearer(await eksConnection(place.region, name))).to.match(/^Bearer k8s-aws-v1\./);
        expect(account.proxy.calls).to.have.length(4);
    });

    it("to a cluster that isn't there says so in AWS' words", async () => {
        expect((await failure(eksConnection(place.region, name))).message).to.match(/No cluster found for name/);
    });
});
