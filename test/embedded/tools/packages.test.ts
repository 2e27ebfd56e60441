import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";

import { programDependencies, requiredPackages } from "../../../embedded/tools/language-host/packages";
import { removeTemporaryFolders, temporaryFolder } from "./fixture";

describe("the packages of a program", () => {
    let folder: string;
    const add = (where: string, manifest: object) => {
        fs.mkdirSync(path.join(folder, where), { recursive: true });
        fs.writeFileSync(path.join(folder, where, "package.json"), JSON.stringify(manifest));
    };

    before(() => {
        folder = temporaryFolder();
        add(".", {
            name: "program",
            dependencies: { "@pulumi/kubernetes": "^4", absent: "1" },
            devDependencies: { plain: "1" },
        });
        add("node_modules/@pulumi/kubernetes", {
            name: "@pulumi/kubernetes",
            version: "4.25.0",
            pulumi: { resource: true },
        });
        add("node_modules/plain", { name: "plain", version: "1.2.3" });
        add("node_modules/plain/node_modules/other", {
            name: "@someone/other",
            version: "0.1.0",
            pulumi: { resource: true, name: "other", version: "v9.0.0", server: "https://example.com" },
        });
        fs.mkdirSync(path.join(folder, "node_modules/.bin"));
        fs.writeFileSync(path.join(folder, "node_modules/.package-lock.json"), "{}");
    });
    after(removeTemporaryFolders);

    it("say which provider plugins they need, wherever they lie", () => {
        const required = requiredPackages(folder).map((each) => [each.getName(), each.getVersion(), each.getServer()]);
        expect(required).to.deep.equal([
            ["kubernetes", "v4.25.0", ""],
            ["other", "v9.0.0", "https://example.com"],
        ]);
    });

    it("are listed: the program's own, or all of them", () => {
        const list = (transitive: boolean) =>
            programDependencies(folder, transitive).map((each) => `${each.getName()} ${each.getVersion()}`);
        expect(list(false)).to.deep.equal(["@pulumi/kubernetes 4.25.0", "plain 1.2.3"]);
        expect(list(true)).to.deep.equal(["@pulumi/kubernetes 4.25.0", "plain 1.2.3", "@someone/other 0.1.0"]);
    });
});
