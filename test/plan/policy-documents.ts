export interface PolicyDocument {
    readonly Statement: readonly PolicyStatement[];
}

interface PolicyStatement {
    readonly Sid: string;
    readonly Effect: "Allow" | "Deny";
    readonly Action?: string | readonly string[];
    readonly NotAction?: string | readonly string[];
    readonly Resource: string | readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * Whether an identity with these policies may do something, where the conditions of what allows it hold, and those of what
 * denies it don't. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function isAllowed(policies: readonly PolicyDocument[], action: string, arn: string): boolean {
    const about = policies
        .flatMap(({ Statement }) => Statement)
        .filter((statement) => isAbout(statement, action) && matchesAny(statement.Resource, arn));
    const denied = about.some(({ Effect, Condition }) => Effect === "Deny" && Condition === undefined);
    return !denied && about.some(({ Effect }) => Effect === "Allow");
}

export function statement(policy: PolicyDocument | undefined, sid: string): PolicyStatement {
    const found = policy?.Statement.find(({ Sid }) => Sid === sid);
    if (found === undefined) throw new Error(`there is no statement ${sid}`);
    return found;
}

function isAbout({ Action, NotAction }: PolicyStatement, action: string): boolean {
    return Action === undefined ? !matchesAny(NotAction ?? [], action) : matchesAny(Action, action);
}

/** `*` stands for any characters. */
function matchesAny(patterns: string | readonly string[], text: string): boolean {
    return [patterns].flat().some((pattern) => {
        const parts = pattern.split("*").map((part) => part.replaceAll(/[\\^$.+?()[\]{}|]/g, "\\$&"));
        return new RegExp(`^${parts.join(".*")}$`).test(text);
    });
}
