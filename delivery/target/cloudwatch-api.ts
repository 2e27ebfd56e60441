import type {
    DescribeAlarmsInput,
    DescribeAlarmsOutput,
    GetMetricDataInput,
    GetMetricDataOutput,
} from "@aws-sdk/client-cloudwatch";

import { sdkOptions } from "./sdk-options";

/** The part of Amazon CloudWatch that is read; none of its calls changes anything. */
export interface CloudWatchApi {
    getMetricData(input: GetMetricDataInput): Promise<GetMetricDataOutput>;
    describeAlarms(input: DescribeAlarmsInput): Promise<DescribeAlarmsOutput>;
}

/** The API of one region, with the credentials that the AWS CLI would use; the SDK is loaded at the first call. */
export function cloudWatchApi(region: string): CloudWatchApi {
    let client: Promise<CloudWatchApi> | undefined;
    const connect = () => (client ??= connected(region));
    return {
        getMetricData: async (input) => (await connect()).getMetricData(input),
        describeAlarms: async (input) => (await connect()).describeAlarms(input),
    };
}

async function connected(region: string): Promise<CloudWatchApi> {
    const { CloudWatch } = await import("@aws-sdk/client-cloudwatch");
    return new CloudWatch({ region, ...sdkOptions });
}
