import type { Rule } from "../rule";
import { bluegreenActive } from "./bluegreen-active";
import { bluegreenIdle } from "./bluegreen-idle";
import { eksNodesPrivate } from "./eks-nodes-private";
import { k8sAvailability } from "./k8s-availability";
import { multiAz } from "./multi-az";
import { s3Logging } from "./s3-logging";
import { s3PublicBlock } from "./s3-public-block";
import { s3SseKms } from "./s3-sse-kms";
import { s3TlsOnly } from "./s3-tls-only";
import { s3Versioning } from "./s3-versioning";
import { stackBudget } from "./stack-budget";
import { vpcFlowLogs } from "./vpc-flow-logs";

/** The rules about a stack as a whole, in the order of the documentation. */
export const stackRules: readonly Rule[] = [
    s3SseKms,
    s3TlsOnly,
    s3PublicBlock,
    eksNodesPrivate,
    vpcFlowLogs,
    s3Versioning,
    s3Logging,
    multiAz,
    k8sAvailability,
    bluegreenActive,
    bluegreenIdle,
    stackBudget,
];
