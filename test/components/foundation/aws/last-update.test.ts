import { expect } from "chai";

import { type LastUpdate, updateProblems } from "../../../../components/foundation/aws/last-update";
import { stack } from "../../stack-file";

const config = stack("production");
const images = config.workloads.recipes!.image;

function problems(last: LastUpdate, changes: Partial<typeof config> = {}): Record<string, string> {
    const found = updateProblems(last, { ...config, ...changes });
    return Object.fromEntries(found.map(({ propertyPath, reason }) => [propertyPath, reason]));
}

describe("an update of a stack on AWS", () => {
    it("may be the first one", () => {
        expect(problems({})).to.be.empty;
    });

    it("may raise EKS by one minor version, and not by two, nor lower it", () => {
        expect(problems({ versions: { cluster: "1.34" } })).to.be.empty;
        expect(problems({ versions: { cluster: "1.35" } })).to.be.empty;
        expect(problems({ versions: { cluster: "1.33" } })["aws.cluster.version"]).to.match(/to 1\.34 first/);
        expect(problems({ versions: { cluster: "1.36" } })["aws.cluster.version"]).to.match(/can't be downgraded/);
    });

    it("may not lower the database or the cache", () => {
        const found = problems({ versions: { database: "18", cache: "8.1" } });
        expect(found["aws.database.engineVersion"]).to.match(/18 runs: an engine can't be downgraded/);
        expect(found["aws.cache.engineVersion"]).to.match(/8\.1 runs/);
    });

    it("switches, or changes an image, and never both", () => {
        const last: LastUpdate = { activeColor: "green", images: { workloads: { recipes: images } } };
        expect(problems(last)).to.be.empty;
        const other = { ...images, green: images.blue };
        const both = problems({ ...last, images: { workloads: { recipes: other } } });
        expect(both["workloads.recipes.image.green"]).to.match(/switches from green to blue: deploy it first/);
        expect(problems({ activeColor: "blue", images: { workloads: { recipes: other } } })).to.be.empty;
    });

    it("is looked at group by group", () => {
        const groups = {
            checkout: {
                workloads: ["recipes"],
                activeColor: "green" as const,
                canaryWeight: 0,
                release: config.release,
            },
        };
        const other = { ...images, green: images.blue };
        const last: LastUpdate = { activeColor: "green", images: { workloads: { recipes: other } } };
        expect(problems({ ...last, activeColor: "blue" }, { groups })).to.have.property(
            "workloads.recipes.image.green",
        );
        expect(problems({ ...last, activeColor: "green" }, { groups })).to.be.empty;
        const before = { checkout: { workloads: ["recipes"], activeColor: "blue" as const } };
        expect(problems({ ...last, groups: before }, { groups })).to.have.property("workloads.recipes.image.green");
    });

    it("may switch and bring a new workload", () => {
        expect(problems({ activeColor: "green", images: { workloads: {} } })).to.be.empty;
    });
});
