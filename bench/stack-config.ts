import * as fs from "node:fs";

import { parse } from "yaml";

import type { TestPlatform } from "../test/e2e/platform";

/** What a measurement has to know of the stack as it is. */
export function stackConfig({ stackFile }: TestPlatform): { activeColor: "blue" | "green"; image: string } {
    const { config } = parse(fs.readFileSync(stackFile, "utf8")) as {
        config: {
            "alchemorsel:activeColor": "blue" | "green";
            "alchemorsel:workloads": { recipes: { image: { blue: string } } };
        };
    };
    return {
        activeColor: config["alchemorsel:activeColor"],
        image: config["alchemorsel:workloads"].recipes.image.blue,
    };
}
