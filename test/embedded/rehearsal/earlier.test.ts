import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";
import { parseDocument } from "yaml";

import {
    minorBefore,
    presentOf,
    setCluster,
    setDatabase,
    setEarlier,
    setUnprotected,
    setZones,
} from "../../../embedded/rehearsal/earlier";
import { projectFolder } from "../../../embedded/platform";

const stacks = ["staging", "production"] as const;
const read = (stack: string) =>
    parseDocument(fs.readFileSync(path.join(projectFolder, `Pulumi.${stack}.yaml`), "utf8"));

describe("a stack as it was a year ago", () => {
    for (const stack of stacks) {
        it(`is ${stack} with a zone fewer and older engines, and comes to what its file says`, () => {
            const config = read(stack);
            const present = presentOf(config);
            setEarlier(config, present);
            const earlier = presentOf(config);
            expect(earlier.zones).to.deep.equal(present.zones.slice(0, -1));
            expect(earlier.zones.length).to.be.at.least(2);
            expect(earlier.cluster).to.equal(minorBefore(present.cluster));
            expect(earlier.database).to.equal(minorBefore(present.database));
            expect(earlier.addons).to.have.all.keys(Object.keys(present.addons ?? {}));
            for (const [addon, version] of Object.entries(present.addons ?? {}))
                expect(earlier.addons?.[addon]).to.not.equal(version);

            setZones(config, present);
            setCluster(config, present);
            setDatabase(config, present);
            expect(presentOf(config)).to.deep.equal(present);
        });
    }

    it("may be deleted in the end, which production has to say twice", () => {
        for (const stack of stacks) {
            const config = read(stack);
            setUnprotected(config);
            const of = (key: string) => config.getIn(["config", "alchemorsel:aws", key]);
            expect(of("deletionProtection")).to.equal(false);
            expect(of("allowDeletion")).to.equal(stack === "production" ? true : undefined);
        }
    });

    it("is refused where there is no minor version before", () => {
        expect(minorBefore("17.10")).to.equal("17.9");
        expect(() => minorBefore("18.0")).to.throw("no minor version before 18.0");
        expect(() => minorBefore("18")).to.throw("no minor version before 18");
    });
});
