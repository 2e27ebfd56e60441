import { expect } from "chai";

import {
    keyPolicy,
    type KeyPurpose,
    keyPurposes,
} from "../../../../../components/foundation/aws/encryption/key-policies";

const place = { region: "eu-central-1", accountId: "123456789012" };
const account = { AWS: "arn:aws:iam::123456789012:root" };

function statement(purpose: KeyPurpose, sid: string) {
    return keyPolicy(purpose, place).Statement.find(({ Sid }) => Sid === sid);
}

/** Whether a statement's action, which may end in a star, lets one through. */
function allows(actions: readonly string[], action: string): boolean {
    return actions.some((given) => (given.endsWith("*") ? action.startsWith(given.slice(0, -1)) : given === action));
}

describe("key policies", () => {
    for (const purpose of keyPurposes) {
        it(`let the account administer the key for ${purpose}, so that it can't be locked out`, () => {
            const administer = statement(purpose, "Administer")!;
            expect(administer.Principal).to.deep.equal(account);
            expect(administer.Condition).to.equal(undefined);
            for (const action of [
                "PutKeyPolicy",
                "GetKeyPolicy",
                "ScheduleKeyDeletion",
                "ReplicateKey",
                "ListAliases",
            ]) {
                expect(allows(administer.Action, `kms:${action}`), action).to.be.true;
            }
        });

        it(`let nobody use the key for ${purpose} without a condition`, () => {
            const open = keyPolicy(purpose, place).Statement.filter(({ Condition }) => Condition === undefined);
            for (const action of ["Decrypt", "Encrypt", "GenerateDataKey", "ReEncryptFrom", "CreateGrant"]) {
                expect(
                    open.some(({ Action }) => allows(Action, `kms:${action}`)),
                    action,
                ).to.be.false;
            }
        });

        it(`let the key for ${purpose} be granted to AWS services alone`, () => {
            const grants = keyPolicy(purpose, place).Statement.filter(({ Action }) =>
                allows(Action, "kms:CreateGrant"),
            );
            expect(grants).to.not.be.empty;
            const isForService = grants.map(
                ({ Condition }) =>
                    Condition?.Bool?.["kms:GrantIsForAWSResource"] === "true" ||
                    Condition?.StringEquals?.["kms:ViaService"] === "eks.eu-central-1.amazonaws.com",
            );
            expect(isForService).to.not.include(false);
        });
    }

    it("let each key be used through the services it is for, in its region", () => {
        const via = (purpose: KeyPurpose) =>
            statement(purpose, "UseThroughServices")?.Condition?.StringEquals?.["kms:ViaService"];
        expect(via("backups")).to.deep.equal(["backup.eu-central-1.amazonaws.com", "rds.eu-central-1.amazonaws.com"]);
        expect(via("data")).to.include("elasticache.eu-central-1.amazonaws.com");
        expect(via("data")).to.not.include("secretsmanager.eu-central-1.amazonaws.com");
        expect(via("secrets")).to.include("secretsmanager.eu-central-1.amazonaws.com");
    });

    it("let EKS have its grant on the key for secrets when a cluster is created", () => {
        expect(statement("secrets", "GrantToEks")).to.deep.include({ Principal: account, Action: ["kms:CreateGrant"] });
    });

    it("let CloudWatch Logs use the key for logs, for log groups of this account alone", () => {
        expect(statement("logs", "UseByCloudWatchLogs")).to.deep.include({
            Principal: { Service: "logs.eu-central-1.amazonaws.com" },
            Condition: {
                ArnLike: {
                    "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-central-1:123456789012:log-group:*",
                },
            },
        });
    });

    it("let alarms, events, budgets and anomalies of this account publish to encrypted topics", () => {
        const publish = statement("logs", "UseByPublishers")!;
        expect(publish.Principal).to.deep.equal({
            Service: [
                "budgets.amazonaws.com",
                "cloudwatch.amazonaws.com",
                "costalerts.amazonaws.com",
                "events.amazonaws.com",
            ],
        });
        expect(publish.Condition).to.deep.equal({ StringEquals: { "aws:SourceAccount": "123456789012" } });
    });

    it("let service principals use no key but that for logs", () => {
        const served = keyPurposes.filter((purpose) =>
            keyPolicy(purpose, place).Statement.some(({ Principal }) => "Service" in Principal),
        );
        expect(served).to.deep.equal(["logs"]);
    });

    it("let Auto Scaling start nodes with volumes under the key for data, also in an account that has no such role yet", () => {
        const role =
            "arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
        const open = keyPurposes.flatMap((purpose) =>
            keyPolicy(purpose, place).Statement.filter(({ Principal }) => "AWS" in Principal && Principal.AWS === "*"),
        );
        expect(open.map(({ Sid }) => Sid)).to.deep.equal(["UseByAutoScaling", "GrantByAutoScaling"]);
        expect(open.every(({ Condition }) => Condition?.ArnEquals?.["aws:PrincipalArn"] === role)).to.be.true;
    });
});
