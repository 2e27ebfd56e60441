import { execFileSync } from "node:child_process";
import * as path from "node:path";

import { expect } from "chai";

const components = path.resolve(__dirname, "../../components");

/** Names of the packages that an entry point loads, and of what it exports. */
function load(entry: string): { packages: string[]; names: string[] } {
    const script = `
        const names = Object.keys(require(${JSON.stringify(path.join(components, entry))}));
        const packages = Object.keys(require.cache).map((file) => /node_modules\\/((@[^/]+\\/)?[^/]+)/.exec(file)?.[1]);
        console.log(JSON.stringify({ names, packages: [...new Set(packages)] }));`;
    const output = execFileSync(process.execPath, ["--require", "sucrase/register/ts", "--eval", script]);
    return JSON.parse(output.toString()) as { packages: string[]; names: string[] };
}

describe("the package's entry points", () => {
    it("let a stack on a local cluster start without the SDK of AWS", () => {
        const { packages, names } = load("index.ts");
        expect(packages.filter((name) => /aws/.test(name))).to.be.empty;
        expect(names).to.include("Platform");
    });

    it("have the components for AWS apart", () => {
        const { names } = load("aws.ts");
        expect(names).to.include.members([
            "Network",
            "Encryption",
            "Cluster",
            "NodeGroup",
            "Database",
            "Cache",
            "Edge",
        ]);
    });
});
