import { LifecyclePolicy, type LifecyclePolicyArgs, Repository, type RepositoryArgs } from "@pulumi/aws/ecr";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { lifecycleRules, registryProblems } from "./registry-rules";

export interface RegistryArgs {
    /** Names of the repositories, such as `alchemorsel/app`. One less is deleted, and refused while it has images. */
    repositories: string[];
    /** ARN of the KMS key that encrypts the images. Changing it replaces. */
    kmsKeyArn: pulumi.Input<string>;
    /**
     * How many tagged images a repository keeps, the newest ones; default 100. An image goes also when something runs
     * it: keep more than the releases that you may go back to. Changed in place.
     */
    keepImages?: number;
    /** Days after which an image without a tag goes; default 7. Changed in place. */
    untaggedDays?: number;
    /** Bends a child. */
    transform?: { repository?: Transform<RepositoryArgs>; lifecyclePolicy?: Transform<LifecyclePolicyArgs> };
}

/**
 * Repositories of ECR: a tag means the same image forever, each image is scanned when it is pushed, and old ones go.
 *
 * Cost: 0.10 USD a month for each GB.
 *
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/Repositories.html
 *
 * @example
 * ```ts
 * import { type Encryption, Registry } from "@alchemorsel/platform/aws";
 *
 * declare const encryption: Encryption;
 *
 * const registry = new Registry("images", {
 *     repositories: ["alchemorsel/app"],
 *     kmsKeyArn: encryption.keyArns.data,
 * });
 *
 * export const repositoryUrls = registry.urls;
 * ```
 */
export class Registry extends pulumi.ComponentResource {
    /** URLs of the repositories by name: what an image's reference begins with. */
    public readonly urls: Record<string, pulumi.Output<string>>;
    /** ARNs of the repositories by name: what the policies of pipelines and nodes name. */
    public readonly arns: Record<string, pulumi.Output<string>>;

    constructor(name: string, args: RegistryArgs, opts?: pulumi.ComponentResourceOptions) {
        const { repositories, keepImages = 100, untaggedDays = 7 } = args;
        const problems = registryProblems({ repositories, keepImages, untaggedDays });
        throwProblems(`The args of registry ${name} are not valid.`, problems);
        super("alchemorsel:aws:Registry", name, {}, opts);
        const created = repositories.map((repository) => {
            const resource = this.createRepository(name, repository, args);
            this.createLifecyclePolicy(name, repository, resource, { ...args, keepImages, untaggedDays });
            return [repository, resource] as const;
        });
        this.urls = Object.fromEntries(created.map(([repository, { repositoryUrl }]) => [repository, repositoryUrl]));
        this.arns = Object.fromEntries(created.map(([repository, { arn }]) => [repository, arn]));
        this.registerOutputs({ urls: this.urls });
    }

    private createRepository(name: string, repository: string, { kmsKeyArn, transform }: RegistryArgs): Repository {
        const args: RepositoryArgs = {
            name: repository,
            imageTagMutability: "IMMUTABLE",
            imageScanningConfiguration: { scanOnPush: true },
            encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: kmsKeyArn }],
            forceDelete: false,
        };
        return new Repository(`${name}-${repository}`, ...transformed(transform?.repository, args, { parent: this }));
    }

    private createLifecyclePolicy(
        name: string,
        repository: string,
        resource: Repository,
        args: RegistryArgs & { keepImages: number; untaggedDays: number },
    ): void {
        const policy: LifecyclePolicyArgs = {
            repository: resource.name,
            policy: pulumi.jsonStringify({ rules: lifecycleRules(args) }),
        };
        new LifecyclePolicy(
            `${name}-${repository}-lifecycle`,
            ...transformed(args.transform?.lifecyclePolicy, policy, { parent: this }),
        );
    }
}
