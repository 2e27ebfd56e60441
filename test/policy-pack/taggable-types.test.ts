import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";

import { taggableTypes } from "../../policy-pack/aws/taggable-types";

const sdk = path.dirname(require.resolve("@pulumi/aws/package.json"));

describe("the types that take tags", function () {
    this.timeout(60_000);

    it("are those of the SDK that have the provider's default tags among theirs", () => {
        expect([...taggableTypes]).to.deep.equal(typesWithAllTags().sort());
    });
});

/** `tagsAll` is on exactly the types whose tags are put together with those of the provider. */
function typesWithAllTags(): string[] {
    return fs
        .readdirSync(sdk, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".d.ts"))
        .filter((file) => read(file).includes("readonly tagsAll: "))
        .flatMap((file) => /__pulumiType = '([^']+)'/.exec(read(file.replace(/\.d\.ts$/, ".js")))?.[1] ?? []);
}

function read(file: string): string {
    return fs.readFileSync(path.join(sdk, file), "utf8");
}
