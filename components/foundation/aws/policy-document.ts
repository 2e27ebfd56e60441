/** One statement of a policy document, as IAM has it. `Text` is what ARNs and names may be besides plain text. */
export interface PolicyStatement<Text = never> {
    Sid?: string;
    Effect: "Allow" | "Deny";
    Principal?: "*" | { Service: string };
    Action: string | string[];
    Resource?: string | Text | (string | Text)[];
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
