import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";

import { projectFolder } from "../../docs/generator/sources";
import { stateMachinePage, withStateMachine } from "../../docs/generator/state-machine";
import { verbs } from "../../delivery/options";

describe("the page of the releases", () => {
    const page = fs.readFileSync(path.join(projectFolder, stateMachinePage), "utf8");

    it("has the state machine as the code has it", () => {
        expect(withStateMachine(page), "run: make docs").to.equal(page);
        expect(page).to.match(/gating --> canary: succeeded/);
    });

    it("names every verb", () => {
        expect(verbs.filter((verb) => !page.includes(verb))).to.deep.equal([]);
    });
});
