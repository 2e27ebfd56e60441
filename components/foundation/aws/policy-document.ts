/** One statement of a policy document, as IAM has it. `Text` is what ARNs and names may be besides plain text. */
export interface PolicyStatement<Text = never> {
    /** Name of the statement; default none. */
    Sid?: string;
    /** Whether it allows or forbids. */
    Effect: "Allow" | "Deny";
    /** Whom it is about: in the policies of resources alone. */
    Principal?: "*" | { Service: string };
    /** What may be done or not, such as `s3:PutObject`. */
    Action: string | string[];
    /** ARNs of what it may be done to; default nothing, as in trust policies. */
    Resource?: string | Text | (string | Text)[];
    /** When it holds: values by operator and key; default always. */
    Condition?: Record<string, Record<string, string | Text | string[]>>;
}

/** A policy document, for `pulumi.jsonStringify`. */
interface PolicyDocument<Text> {
    Version: "2012-10-17";
    Statement: PolicyStatement<Text>[];
}

/** The document with these statements. */
export function policyDocument<Text>(Statement: PolicyStatement<Text>[]): PolicyDocument<Text> {
    return { Version: "2012-10-17", Statement };
}

/** A statement that allows. */
export function allow(
    Sid: string,
    Action: string[],
    Resource: string | string[],
    Condition?: PolicyStatement["Condition"],
): PolicyStatement {
    return { Sid, Effect: "Allow", Action, Resource, ...(Condition === undefined ? {} : { Condition }) };
}
