import type { Problem } from "../../../problems";
import { checkName } from "../name-limits";
import { because, unless, wholeNumberProblems } from "../rule";

/** What the rules look at, defaults filled in. */
interface RegistryNumbers {
    repositories: readonly string[];
    keepImages: number;
    untaggedDays: number;
}

/** What is wrong with a registry. */
export function registryProblems({ repositories, keepImages, untaggedDays }: RegistryNumbers): Problem[] {
    return [
        ...repositories.flatMap((repository, index) => {
            const path = `repositories[${index}]`;
            return [
                ...because(checkName("ecrRepository", repository), path),
                ...unless(
                    /^[a-z0-9]+([._/-][a-z0-9]+)*$/.test(repository) && repository.length > 1,
                    path,
                    `${repository} is no name of a repository: lower case letters and digits, with single ._/- between`,
                ),
                ...unless(repositories.indexOf(repository) === index, path, `${repository} is there twice`),
            ];
        }),
        ...wholeNumberProblems("keepImages", keepImages, 10, 10000),
        ...wholeNumberProblems("untaggedDays", untaggedDays, 1, 365),
    ];
}

/**
 * What goes, in the form of an ECR lifecycle policy.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export function lifecycleRules({ keepImages, untaggedDays }: Omit<RegistryNumbers, "repositories">) {
    return [
        {
            rulePriority: 1,
            description: `Images without a tag go after ${untaggedDays} days`,
            selection: {
                tagStatus: "untagged",
                countType: "sinceImagePushed",
                countUnit: "days",
                countNumber: untaggedDays,
            },
            action: { type: "expire" },
        },
        {
            rulePriority: 2,
            description: `The newest ${keepImages} images with a tag stay`,
            selection: {
                tagStatus: "tagged",
                tagPatternList: ["*"],
                countType: "imageCountMoreThan",
                countNumber: keepImages,
            },
            action: { type: "expire" },
        },
    ];
}
