import * as path from "node:path";

import { run } from "../../embedded/process";

/** Service, operation and parameters, as botocore names them; `$2.cluster.arn` is that member of the third answer. */
export type AwsCall = readonly [service: string, operation: string, parameters: object];

/** What AWS answered: the operation's result, or `error`, `message` and `status`. */
export type AwsAnswer = Readonly<Record<string, unknown>>;

/** Makes calls one after the other with botocore, which checks nothing by itself here. */
export async function askAws(
    python: string,
    url: string,
    calls: readonly AwsCall[],
    region = "eu-central-1",
): Promise<AwsAnswer[]> {
    const script = path.join(__dirname, "ask-aws.py");
    const env = { PATH: process.env.PATH };
    const { stdout } = await run(python, [script, url, region], { input: JSON.stringify(calls), env });
    return JSON.parse(stdout) as AwsAnswer[];
}
