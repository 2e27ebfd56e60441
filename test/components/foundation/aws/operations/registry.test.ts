/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-return -- inputs are asserted by their shape */
import { expect } from "chai";
import * as fc from "fast-check";

import { Registry, type RegistryArgs } from "../../../../../components/foundation/aws/operations/registry";
import { lifecycleRules } from "../../../../../components/foundation/aws/operations/registry-rules";
import { named, type Registered, registered } from "../../../mocks";
import { refusal } from "../refusal";

const valid: RegistryArgs = { repositories: ["alchemorsel/app", "alchemorsel/tools"], kmsKeyArn: "arn:key" };

describe("a registry on AWS", () => {
    let resources: Registered[];
    const inputs = (name: string) => named(resources, `images-${name}`).inputs;

    before(async () => {
        resources = await registered(() => new Registry("images", valid));
    });

    it("has repositories whose tags never move, scanned at each push, encrypted with the key, not deleted when in use", () => {
        for (const repository of valid.repositories) {
            expect(inputs(repository)).to.deep.include({
                name: repository,
                imageTagMutability: "IMMUTABLE",
                imageScanningConfiguration: { scanOnPush: true },
                encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: "arn:key" }],
                forceDelete: false,
            });
        }
    });

    it("lets images without a tag go after a week, and keeps the newest hundred with one", () => {
        const { repository, policy } = inputs("alchemorsel/app-lifecycle");
        expect(repository).to.equal("alchemorsel/app");
        const [untagged, tagged] = JSON.parse(policy as string).rules;
        expect(untagged.selection).to.include({ tagStatus: "untagged", countUnit: "days", countNumber: 7 });
        expect(tagged.selection).to.include({ countType: "imageCountMoreThan", countNumber: 100 });
    });

    it("takes other numbers, each where it belongs, with priorities that differ", () => {
        fc.assert(
            fc.property(fc.nat(), fc.nat(), (keepImages, untaggedDays) => {
                const rules = lifecycleRules({ keepImages, untaggedDays });
                expect(rules.map(({ selection }) => selection.countNumber)).to.deep.equal([untaggedDays, keepImages]);
                expect(rules.map(({ rulePriority }) => rulePriority)).to.deep.equal([1, 2]);
            }),
        );
    });

    it("says where its repositories are", async () => {
        let built: Registry | undefined;
        await registered(() => {
            built = new Registry("images", valid);
        });
        expect(Object.keys(built!.urls)).to.deep.equal(valid.repositories);
        expect(Object.keys(built!.arns)).to.deep.equal(valid.repositories);
    });

    it("lets its user bend a child", async () => {
        const bent = await registered(
            () =>
                new Registry("images", {
                    ...valid,
                    transform: { repository: (args, opts) => ({ args: { ...args, tags: { team: "shop" } }, opts }) },
                }),
        );
        expect(named(bent, "images-alchemorsel/app").inputs.tags).to.deep.equal({ team: "shop" });
    });

    describe("refuses", () => {
        const cases: [string, Partial<RegistryArgs>, string, RegExp][] = [
            ["a bad name", { repositories: ["App"] }, "repositories[0]", /lower case/],
            ["a long name", { repositories: ["a".repeat(257)] }, "repositories[0]", /256 that AWS allows/],
            ["a name twice", { repositories: ["app", "app"] }, "repositories[1]", /twice/],
            ["to keep too few images", { keepImages: 1 }, "keepImages", /from 10/],
            ["to keep images without a tag for no time", { untaggedDays: 0 }, "untaggedDays", /from 1/],
        ];
        for (const [what, changes, path, reason] of cases) {
            it(`${what}, before it creates anything`, async () => {
                const { problems, children } = await refusal(() => new Registry("images", { ...valid, ...changes }));
                expect(Object.keys(problems)).to.deep.equal([path]);
                expect(problems[path]).to.match(reason);
                expect(children).to.be.empty;
            });
        }
    });
});
