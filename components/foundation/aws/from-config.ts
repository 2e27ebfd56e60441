import type { PlatformConfig } from "../../config";
import type { CreateFoundation } from "../../platform";
import { throwProblems } from "../../problems";
import { checkAccount } from "./account-check";
import { AwsFoundation } from "./aws-foundation";
import { readLastUpdate, updateProblems } from "./last-update";

/** The foundation of a stack on AWS, once the update was found to be possible and the account the right one. */
export async function awsFoundation(config: Extract<PlatformConfig, { foundation: "aws" }>): Promise<CreateFoundation> {
    const last = await readLastUpdate();
    throwProblems("The update is not possible; nothing was touched.", updateProblems(last, config));
    const { name, ...aws } = config.aws;
    await checkAccount(aws.accountId);
    return (_platform, opts) => new AwsFoundation(name, { ...aws, previousVersions: last.versions }, opts);
}
