import * as path from "node:path";

import { RDS } from "@aws-sdk/client-rds";
import { CoreV1Api, KubeConfig } from "@kubernetes/client-node";
import { expect } from "chai";

import type { Manifest } from "../../embedded/cluster/addons/manifests";
import { apply } from "../../embedded/cluster/apply";
import { freePort } from "../../embedded/free-port";
import { run } from "../../embedded/process";
import { chartSource } from "../../embedded/rehearsal/charts";
import { motoClient } from "../../embedded/rehearsal/moto/environment";
import { type Moto, startMoto } from "../../embedded/rehearsal/moto/moto";
import { giveFirstKeys, rotateSecrets } from "../../embedded/rehearsal/rotation";
import { secretsManagerOf, undelivered, valuesOf } from "../../embedded/rehearsal/secret-deliveries";
import type { Stage } from "../../embedded/rehearsal/step";
import { pythonToolsOrSkip } from "../plan/python-tools";
import { removeTemporaryFolders, temporaryFolder } from "../embedded/tools/fixture";
import { type HeldKubernetes, holdKubernetes } from "./held-kubernetes";

const [region, namespace, key] = ["eu-central-1", "default", "test/editor-key"];

describe("external-secrets beside a Kubernetes with simulated nodes", function () {
    this.timeout(300_000);
    let moto: Moto | undefined;
    let kubernetes: HeldKubernetes | undefined;
    let stage: Stage;
    let password: string;

    before(async function () {
        // Where nothing is cached the controller is built first.
        this.timeout(1_200_000);
        const python = await pythonToolsOrSkip(this);
        const port = await freePort();
        const url = `http://127.0.0.1:${port}`;
        moto = await startMoto({ python, port, accountId: "111122223333" });
        const places = { state: temporaryFolder(), zones: [], tokenReview: `${url}/rehearsal/token-review` };
        kubernetes = await holdKubernetes({ name: "test", ...places, secretsManager: url });
        stage = { awsUrl: url, region, kubeconfig: kubernetes.kubeconfig } as Stage;
        password = await makeSecrets();
        await applyDefinitions();
        await apply(config(), manifests());
    });

    after(async () => {
        await kubernetes?.stop();
        await moto?.stop();
        removeTemporaryFolders();
    });

    const config = () => {
        const read = new KubeConfig();
        read.loadFromFile(stage.kubeconfig);
        return read;
    };

    /** As the stacks have them: RDS' own with a value, that of people without one. */
    async function makeSecrets(): Promise<string> {
        await (await secretsManagerOf(stage)).createSecret({ Name: key });
        const { DBInstance } = await new RDS(motoClient(stage)).createDBInstance({
            ...{ DBInstanceIdentifier: "database", DBInstanceClass: "db.t4g.medium", Engine: "postgres" },
            ...{ MasterUsername: "alchemorsel", ManageMasterUserPassword: true, AllocatedStorage: 20 },
        });
        return DBInstance?.MasterUserSecret?.SecretArn ?? "";
    }

    async function applyDefinitions(): Promise<void> {
        const { folder } = await chartSource("externalSecrets", temporaryFolder());
        const file = path.join(folder, "definitions.yaml");
        await run("kubectl", ["--kubeconfig", stage.kubeconfig, "apply", "--server-side", "--filename", file]);
    }

    function manifests(): Manifest[] {
        const apiVersion = "external-secrets.io/v1";
        const store = { kind: "SecretStore", name: "secrets-manager" };
        const delivery = (name: string, source: object): Manifest => ({
            ...{ apiVersion, kind: "ExternalSecret", metadata: { name, namespace } },
            spec: {
                refreshInterval: "1s",
                secretStoreRef: store,
                target: { name, deletionPolicy: "Retain" },
                ...source,
            },
        });
        const provider = { aws: { service: "SecretsManager", region } };
        const remoteRef = { key: password, property: "password" };
        return [
            { apiVersion, kind: "SecretStore", metadata: { name: store.name, namespace }, spec: { provider } },
            delivery("editor-key", { dataFrom: [{ extract: { key } }] }),
            delivery("database-credentials", { data: [{ secretKey: "password", remoteRef }] }),
        ];
    }

    async function secret(name: string, entry: string): Promise<string> {
        const { data = {} } = await config().makeApiClient(CoreV1Api).readNamespacedSecret({ namespace, name });
        return Buffer.from(data[entry] ?? "", "base64").toString();
    }

    it("makes Secrets of what Secrets Manager has, once it has something", async () => {
        await giveFirstKeys(stage);
        expect(await undelivered(stage)).to.deep.equal([]);
        expect(await undelivered(stage), "of what is there already").to.deep.equal([]);
        const secrets = await secretsManagerOf(stage);
        expect(await secret("editor-key", "key")).to.equal((await valuesOf(secrets, key)).key);
        expect(await secret("database-credentials", "password")).to.equal((await valuesOf(secrets, password)).password);
    });

    it("follows a rotation: a second key beside the first, another password of RDS'", async () => {
        const before = {
            key: await secret("editor-key", "key"),
            password: await secret("database-credentials", "password"),
        };
        await rotateSecrets(stage);
        expect(await undelivered(stage)).to.deep.equal([]);
        const [first, second, ...others] = (await secret("editor-key", "key")).split("\n");
        expect(first).to.equal(before.key);
        expect(second).to.have.length.within(32, 256).and.not.equal(first);
        expect(others).to.deep.equal([]);
        const password = await secret("database-credentials", "password");
        expect(password).to.have.length.at.least(20).and.not.equal(before.password);
    });
});
