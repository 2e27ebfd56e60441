import { getCallerIdentity } from "@pulumi/aws/getCallerIdentity";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../problems";

/**
 * Refuses credentials of another account than the stack's, before anything is planned. A preview without credentials,
 * which tells the provider to ask nobody (`aws:skipRequestingAccountId`), has none to look at.
 */
export async function checkAccount(accountId: string): Promise<void> {
    if (new pulumi.Config("aws").getBoolean("skipRequestingAccountId") === true) {
        return;
    }
    const caller = await getCallerIdentity();
    const reason = `is ${accountId}, but the credentials are of account ${caller.accountId} (${caller.arn})`;
    throwProblems(
        "The credentials are not for this stack; nothing was touched.",
        caller.accountId === accountId ? [] : [{ propertyPath: "aws.accountId", reason }],
    );
}
