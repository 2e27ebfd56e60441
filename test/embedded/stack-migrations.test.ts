import { expect } from "chai";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse, parseDocument } from "yaml";

import { ensureMigrations } from "../../embedded/stack-migrations";

const migrations = { expand: ["migrate", "expand"], contract: ["migrate", "contract"] };

function after(workload: object): { notes: string[]; migrations: unknown } {
    const config = parseDocument(JSON.stringify({ config: { "alchemorsel:workloads": { recipes: workload } } }));
    const notes = ensureMigrations(config, "recipes", "app@new");
    const { recipes } = (config.toJS() as { config: Record<string, Record<string, { migrations?: unknown }>> }).config[
        "alchemorsel:workloads"
    ]!;
    return { notes, migrations: recipes!.migrations };
}

describe("the migrations of a local stack", () => {
    it("are in the file of a new one, as they are in a file of before whose colors are both of this build", () => {
        const template = fs.readFileSync(path.join(__dirname, "../../embedded/stack/Pulumi.local.yaml"), "utf8");
        const { config } = parse(template) as { config: Record<string, { recipes: { migrations: unknown } }> };
        expect(config["alchemorsel:workloads"]!.recipes.migrations).to.deep.equal(migrations);
        for (const image of [{ blue: "app@new", green: "app@new" }, { blue: "app@new" }]) {
            expect(after({ image })).to.deep.equal({ notes: [], migrations });
        }
    });

    it("wait while a color may have an image that doesn't know them, and the user is told", () => {
        const { notes, migrations: added } = after({ image: { blue: "app@old", green: "app@new" } });
        expect(added).to.equal(undefined);
        expect(notes).to.have.length(1);
        expect(notes[0]).to.match(/recipes has no migrations .* the image of blue /);
    });

    it("are left as the user has them", () => {
        const own = { expand: ["up"], contract: ["down"] };
        expect(after({ image: { blue: "app@new" }, migrations: own })).to.deep.equal({ notes: [], migrations: own });
        expect(after({ image: { blue: "app@old" }, migrations: own }).notes).to.be.empty;
    });
});
