/* eslint-disable @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-return -- inputs are asserted by their shape */
import { expect } from "chai";

import { Secrets, type SecretsArgs } from "../../../../../components/foundation/aws/operations/secrets";
import { named, type Registered, registered } from "../../../mocks";
import { refusal } from "../refusal";

const valid: SecretsArgs = {
    secrets: {
        "mail/api-key": { description: "Key of the mail service" },
        signing: { description: "Signs sessions", rotation: { lambdaArn: "arn:rotate", everyDays: 30 } },
    },
    kmsKeyArn: "arn:key",
};

function create(changes: Partial<SecretsArgs> = {}): Promise<Registered[]> {
    return registered(() => new Secrets("shop", { ...valid, ...changes }));
}

describe("secrets on AWS", () => {
    let resources: Registered[];
    const inputs = (name: string) => named(resources, `shop-${name}`).inputs;

    before(async () => {
        resources = await create();
    });

    it("are encrypted with the key, named under the prefix, and can be brought back for a month", async () => {
        expect(inputs("mail/api-key")).to.include({
            name: "shop/mail/api-key",
            kmsKeyId: "arn:key",
            recoveryWindowInDays: 30,
        });
        const changed = await create({ prefix: "eu/shop", recoveryWindowDays: 7 });
        expect(named(changed, "shop-signing").inputs).to.include({ name: "eu/shop/signing", recoveryWindowInDays: 7 });
    });

    it("have no value that Pulumi knows", () => {
        expect(resources.filter(({ type }) => type.includes("secretVersion"))).to.be.empty;
    });

    it("are rotated where a rotation is given, and not before they have a value", () => {
        expect(inputs("signing-rotation")).to.deep.include({
            rotationLambdaArn: "arn:rotate",
            rotationRules: { automaticallyAfterDays: 30 },
            rotateImmediately: false,
        });
        expect(resources.map(({ name }) => name)).to.not.include("shop-mail/api-key-rotation");
    });

    it("are copied to other regions on request, with a key there", async () => {
        expect(inputs("signing").replicas).to.deep.equal([]);
        const copied = await create({ replicas: { "eu-west-1": "arn:there" } });
        expect(named(copied, "shop-signing").inputs.replicas).to.deep.equal([
            { region: "eu-west-1", kmsKeyId: "arn:there" },
        ]);
    });

    it("let their user bend a child", async () => {
        const bent = await create({
            transform: { secret: (args, opts) => ({ args: { ...args, tags: { team: "shop" } }, opts }) },
        });
        expect(named(bent, "shop-signing").inputs.tags).to.deep.equal({ team: "shop" });
    });

    it("say what they are called", async () => {
        let built: Secrets | undefined;
        await registered(() => {
            built = new Secrets("shop", valid);
        });
        expect(built!.names).to.deep.equal({ "mail/api-key": "shop/mail/api-key", signing: "shop/signing" });
        expect(Object.keys(built!.arns)).to.deep.equal(["mail/api-key", "signing"]);
    });

    describe("refuse", () => {
        const secret = (key: string, rotation?: { lambdaArn: string; everyDays: number }) => ({
            secrets: { [key]: { description: "", rotation } },
        });
        const cases: [string, Partial<SecretsArgs>, string, RegExp][] = [
            ["to go at once", { recoveryWindowDays: 0 }, "recoveryWindowDays", /from 7 to 30/],
            ["a bad name", secret("two words"), 'secrets["two words"]', /only have letters/],
            ["a long name", secret("a".repeat(512)), `secrets.${"a".repeat(512)}`, /512 that AWS allows/],
            [
                "a rotation that never comes",
                secret("a", { lambdaArn: "arn", everyDays: 0 }),
                "secrets.a.rotation.everyDays",
                /from 1/,
            ],
            ["what is no region", { replicas: { ireland: "arn" } }, "replicas.ireland", /such as eu-central-1/],
        ];
        for (const [what, changes, path, reason] of cases) {
            it(`${what}, before anything is created`, async () => {
                const { problems, children } = await refusal(() => new Secrets("shop", { ...valid, ...changes }));
                expect(Object.keys(problems)).to.deep.equal([path]);
                expect(problems[path]).to.match(reason);
                expect(children).to.be.empty;
            });
        }
    });
});
