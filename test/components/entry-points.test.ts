import { execFileSync } from "node:child_process";
import * as path from "node:path";

import { expect } from "chai";

const components = path.resolve(__dirname, "../../components");

/** Names of the packages that an entry point loads, and of what it exports; and whether an EKS cluster can be a reference. */
function load(entry: string): { packages: string[]; names: string[]; knowsClusters: boolean; knowsAwsRules: boolean } {
    const script = `
        const names = Object.keys(require(${JSON.stringify(path.join(components, entry))}));
        const knowsAwsRules = Object.keys(require.cache).some((file) => file.endsWith("/foundation/aws/config-problems.ts"));
        const packages = Object.keys(require.cache).map((file) => /node_modules\\/((@[^/]+\\/)?[^/]+)/.exec(file)?.[1]);
        const { getResourceModule } = require("@pulumi/pulumi/runtime/rpc");
        const knowsClusters = getResourceModule("aws", "eks/cluster") !== undefined;
        console.log(JSON.stringify({ names, packages: [...new Set(packages)], knowsClusters, knowsAwsRules }));`;
    const output = execFileSync(process.execPath, ["--require", "sucrase/register/ts", "--eval", script]);
    return JSON.parse(output.toString()) as ReturnType<typeof load>;
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

    it("leave the rules of AWS for the stacks that are there", () => {
        expect(load("index.ts").knowsAwsRules).to.be.false;
    });

    it("make a resource of the cluster that @pulumi/eks hands back as a reference", () => {
        expect(load("aws.ts").knowsClusters).to.be.true;
    });
});
