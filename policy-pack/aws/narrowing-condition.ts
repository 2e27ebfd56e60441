import type { Value } from "../value";
import { isWorld } from "./cidr";
import { type Condition, conditionsOf, oneOrMore } from "./policy-document";

/**
 * Keys that say who asks or where from: those that S3 lists under the meaning of "public", and those of an organization
 * and of KMS. In lower case, since AWS doesn't tell the cases of a key apart.
 */
const keys = new Set([
    ...["aws:sourceip", "aws:vpcsourceip", "aws:sourcearn", "aws:sourceaccount", "aws:sourceowner", "aws:userid"],
    ...["aws:sourcevpc", "aws:sourcevpce", "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths"],
    ...["aws:principalaccount", "aws:principalarn", "aws:principalorgid", "aws:principalorgpaths"],
    ...["aws:sourceorgid", "aws:sourceorgpaths", "kms:calleraccount"],
    ...["s3:dataaccesspointarn", "s3:dataaccesspointaccount", "s3:x-amz-server-side-encryption-aws-kms-key-id"],
]);

/** Those that don't hold where the request has no such key, as those of `IfExists` and `ForAllValues` do. */
const operator = /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)$/;

/** Whether a statement's conditions leave only some of those that its principals name. */
export function isNarrowed(statement: Value): boolean {
    return conditionsOf(statement).some((condition) => narrows(condition));
}

function narrows({ operator: name, key, values }: Condition): boolean {
    if (!operator.test(name) || !keys.has(key.toLowerCase())) return false;
    return oneOrMore(values).every((value) => isFixed(value.text() ?? ""));
}

/** Whether a value stands for some only. `*` and `arn:aws:iam::*:role/deploy` stand for anybody's. */
function isFixed(value: string): boolean {
    if (/^[\d.a-f:]+\/\d+$/i.test(value)) return !isWorld(value);
    if (!value.startsWith("arn:")) return !hasWildcard(value.split(/[/:]/)[0] ?? "");
    const [, , service, , account = "", resource = ""] = value.split(":");
    if (account !== "" && !hasWildcard(account)) return true;
    // A bucket's name is its own worldwide. Other ARNs without an account are of one resource or of AWS.
    if (account !== "" && service !== "s3") return false;
    return resource !== "" && !hasWildcard(resource.split("/")[0] ?? "");
}

function hasWildcard(text: string): boolean {
    return /[*?]/.test(text);
}
