import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";

import { UserError } from "../../../embedded/errors";
import { draw } from "../../../embedded/picture/draw";
import { planOf } from "../../../embedded/preview";
import { silentProgress } from "../../../embedded/progress";
import { removeTemporaryFolders, temporaryFolder } from "../tools/fixture";
import { planOfExample } from "./example";

describe("make picture", () => {
    let project: string;
    const stackFile = (stack: string, foundation: string) => {
        const config = `config:\n  alchemorsel:foundation: ${foundation}\n`;
        fs.writeFileSync(path.join(project, `Pulumi.${stack}.yaml`), config);
    };

    beforeEach(() => {
        project = temporaryFolder();
        stackFile("local", "local");
        stackFile("production", "aws");
    });
    after(removeTemporaryFolders);

    async function refused(...args: string[]): Promise<string> {
        const plan = (stack: string) => planOf(project, stack, silentProgress);
        const error: unknown = await draw(args, project, plan).catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(UserError);
        expect(fs.existsSync(path.join(project, "docs"))).to.be.false;
        return (error as UserError).message;
    }

    it("writes the picture of a stack's plan into docs/pictures, and says where", async () => {
        const planned: string[] = [];
        const plan = (stack: string) => {
            planned.push(stack);
            return planOfExample();
        };
        expect(await draw(["production"], project, plan)).to.equal("docs/pictures/production.svg");
        expect(planned).to.deep.equal(["production"]);
        const file = path.join(project, "docs/pictures/production.svg");
        const drawn = fs.readFileSync(file, "utf8");
        expect(drawn)
            .to.match(/^<svg /)
            .and.contain("10.0.128.0/22");
        fs.writeFileSync(file, "an older one");
        await draw(["production"], project, plan);
        expect(fs.readFileSync(file, "utf8")).to.equal(drawn);
    });

    it("refuses an unknown stack, and one that isn't on AWS, and says which are", async () => {
        expect(await refused("prod")).to.match(/no stack file Pulumi.prod.yaml.*: production$/);
        expect(await refused("local")).to.match(/stack local is not on AWS.*: production$/);
    });

    it("says how it is used", async () => {
        expect(await refused()).to.contain("make picture STACK=production");
        expect(await refused("")).to.contain("make picture STACK=production");
        expect(await refused("production", "staging")).to.contain("make picture STACK=production");
    });
});
