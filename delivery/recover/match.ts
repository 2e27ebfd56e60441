import { isObject } from "../../embedded/upgrades/state";
import { type Candidate, textOf } from "./candidate";
import { taggedKinds } from "./kinds";

/** What an account has with a stack's tags. */
export interface TaggedResource {
    readonly arn: string;
    readonly tags: Readonly<Record<string, string>>;
}

/** Its ARN, with the name that it has by its tags. */
export function titleOfArn({ arn, tags }: TaggedResource): string {
    return tags.Name === undefined ? arn : `${arn} (${tags.Name})`;
}

/** One that a type's ARN fits. */
export interface Found extends TaggedResource {
    readonly id: string;
    readonly name: string | undefined;
}

/** Those that may be of a type, with the IDs by which Pulumi imports them. */
export function foundOf(type: string, tagged: readonly TaggedResource[]): Found[] {
    const kind = taggedKinds[type];
    return tagged.flatMap((each) => {
        const groups = kind?.arn.exec(each.arn)?.groups;
        if (kind === undefined || (groups === undefined && !kind.arn.test(each.arn))) return [];
        const id = kind.id?.(groups ?? {}, each.arn) ?? groups?.id ?? groups?.name ?? each.arn;
        return [{ ...each, id, name: groups?.name }];
    });
}

/** Which of what no state has yet is the candidate: by its name, by its own tags, or because nothing else can be. */
export function match(candidate: Candidate, found: readonly Found[], ofItsType: readonly Candidate[]): Found[] {
    const input = taggedKinds[candidate.type]?.name;
    if (input !== undefined) return found.filter(({ name }) => isNamed(candidate, input, name ?? ""));
    const tags = Object.entries(isObject(candidate.inputs.tags) ? candidate.inputs.tags : {});
    if (tags.length > 0) return found.filter((each) => tags.every(([key, value]) => each.tags[key] === value));
    return found.length === 1 && ofItsType.length === 1 ? [...found] : [];
}

/** What Pulumi puts at the end of a name that the program doesn't say: another at each attempt. */
const ofPulumi = /-[0-9a-f]{7}$/;

export function withoutSuffix(name: string): string {
    return name.replace(ofPulumi, "");
}

export function isNamed(candidate: Candidate, input: string, name: string): boolean {
    const planned = textOf(candidate, input);
    if (planned === undefined) return false;
    if (planned === name) return true;
    const isMadeUp = ofPulumi.test(planned) && ofPulumi.test(name) && !candidate.recorded;
    return isMadeUp && withoutSuffix(planned) === withoutSuffix(name);
}
