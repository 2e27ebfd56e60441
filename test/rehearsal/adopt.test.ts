import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { EC2 } from "@aws-sdk/client-ec2";
import { RDS } from "@aws-sdk/client-rds";
import { expect } from "chai";

import { runImport } from "../../delivery/adopt/run-import";
import { silentProgress } from "../../embedded/progress";
import { rehearsalKey } from "../../embedded/rehearsal/moto/environment";
import { readCalls } from "../../embedded/rehearsal/moto/calls";
import { type Moto, startMoto } from "../../embedded/rehearsal/moto/moto";
import { failure } from "../delivery/failure";
import { skipWithoutProvider } from "../plan/plans";
import { pythonToolsOrSkip } from "../plan/python-tools";
import { type HandMadeNetwork, handMadeSubnets, makeDatabase, makeNetwork } from "./hand-made";
import { type StackOnMoto, stackOnMoto } from "./stack-on-moto";

const accountId = "444455556666";
const region = "eu-central-1";
/** The real engine and provider, on a network and a database that were made by hand. */
describe("an import of what somebody has", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-adopt-test-"));
    const callsFile = path.join(folder, "calls.jsonl");
    const environment = { ...process.env };
    let moto: Moto | undefined;
    let place: StackOnMoto | undefined;
    let network: HandMadeNetwork;
    let ec2: EC2;

    before(async function () {
        await skipWithoutProvider(this);
        const python = await pythonToolsOrSkip(this);
        const prerequisites = { policies: [`arn:aws:iam::${accountId}:policy/alchemorsel-boundary`] };
        moto = await startMoto({ python, accountId, callsFile, prerequisites });
        place = await stackOnMoto(moto.url);
        // The command asks AWS as its user does.
        Object.assign(process.env, { AWS_ENDPOINT_URL: moto.url, AWS_ACCESS_KEY_ID: rehearsalKey });
        Object.assign(process.env, { AWS_SECRET_ACCESS_KEY: rehearsalKey });
        ec2 = new EC2({ region });
        network = await makeNetwork(ec2, "shop", "10.8.0.0/16", handMadeSubnets);
        await makeDatabase(ec2, new RDS({ region }), "shop", network);
    });

    after(async () => {
        for (const name of Object.keys(process.env))
            if (!(name in environment)) Reflect.deleteProperty(process.env, name);
        Object.assign(process.env, environment);
        await moto?.stop();
        place?.remove();
        fs.rmSync(folder, { recursive: true, force: true });
    });

    it("says all that isn't there at once", async () => {
        const wanted = { vpcId: "vpc-0a1b2c3d4e5f67890", cluster: "shop", database: "stop", write: true, yes: true };
        const { message } = await failure(runImport(place!, wanted, silentProgress));
        expect(message).to.match(/there is no VPC vpc-0a1b2c3d4e5f67890 in eu-central-1/);
        expect(message).to.match(/there is no cluster shop in eu-central-1; there are: none/);
        expect(message).to.match(/there is no database stop in eu-central-1; there are: shop/);
    });

    it("takes it in with 0 changes planned, says what differs, and only asks AWS", async () => {
        fs.rmSync(callsFile);
        const wanted = { vpcId: network.vpcId, database: "shop", write: true, yes: true };
        const { code, text } = await runImport(place!, wanted, silentProgress);
        expect(code, text).to.equal(0);
        expect(text).to.match(/Imported: \d+\. The next update changes nothing of it\./);
        expect(text).to.match(/alchemorsel-staging-network-vpc +vpc-/);
        expect(text).to.match(/alchemorsel-staging-database-instance +shop\n/);
        expect(text).to.match(/default-security-group +egress: .*; the stack's own is \[\]/);
        const { network: said, database } = place!.config()["alchemorsel:aws"] as Record<
            string,
            Record<string, unknown>
        >;
        expect(said).to.deep.include({ cidr: "10.8.0.0/16", nat: "single" });
        expect(said!.subnetCidrs).to.have.nested.property("private.eu-central-1b", "10.8.2.0/24");
        expect(database).to.include({ identifier: "shop", databaseName: "shop", masterUsername: "shop" });
        const changes = readCalls(callsFile).filter(({ operation }) => !/^(Describe|Get|List)/.test(operation));
        expect(changes.map(({ operation }) => operation)).to.deep.equal([]);
    });

    it("has no room for another network then", async () => {
        const other = await makeNetwork(ec2, "other", "10.8.0.0/16", handMadeSubnets);
        const wanted = { vpcId: other.vpcId, write: false, yes: true };
        const { message } = await failure(runImport(place!, wanted, silentProgress));
        expect(message).to.include(
            `network-vpc is ${network.vpcId} in the stack already, and can't be ${other.vpcId} too`,
        );
    });
});
