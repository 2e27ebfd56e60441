import { expect } from "chai";

import { projectFolder } from "../../embedded/platform";
import { packFolder } from "../../embedded/policy/pack-folder";
import { runPack } from "../../embedded/policy/run-pack";
import { withWorkspace } from "../../embedded/preview";
import { createProgress } from "../../embedded/progress";
import { skipWithoutProvider, stacks } from "./plans";

/** The local stack is tried where it runs: test/e2e. */
for (const stack of stacks) {
    describe(`the policy pack on the plan of ${stack}`, () => {
        it("finds nothing, and says what it can't know or see", async function () {
            await skipWithoutProvider(this);
            const { findings, rules, resources } = await withWorkspace(
                projectFolder,
                stack,
                createProgress(),
                (workspace) => runPack(workspace, stack, packFolder),
            );
            expect(resources).to.be.greaterThan(150);
            expect(rules.filter(({ level }) => level === "disabled").length).to.be.at.most(2);
            const found = findings.filter(({ kind }) => kind === "violation" || kind === "fault");
            expect(found.map(({ rule, urn, path }) => [rule, urn, path])).to.deep.equal([]);
            expect(findings.some(({ kind }) => kind === "undetermined")).to.equal(true);
            expect(findings.some(({ kind }) => kind === "unseen")).to.equal(true);
            // Where the program registered what is told, as far as the engine knows.
            expect(findings.filter(({ source }) => source !== undefined).length).to.be.greaterThan(10);
        });
    });
}
