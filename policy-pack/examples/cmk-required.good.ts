import * as aws from "@pulumi/aws";

new aws.secretsmanager.Secret("payments", {
    description: "Key of the payment provider",
    kmsKeyId: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
});
