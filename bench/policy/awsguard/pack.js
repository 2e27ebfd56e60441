"use strict";
const { AwsGuard } = require("@pulumi/awsguard");

// All of it, but for what asks AWS while it looks: there is no account.
module.exports = new AwsGuard({
    all: "mandatory",
    acmCertificateExpiration: "disabled",
    iamAccessKeysRotated: "disabled",
    iamMfaEnabledForConsoleAccess: "disabled",
});
