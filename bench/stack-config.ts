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

export interface Switch {
    oldColor: "blue" | "green";
    /** When `pulumi up` started, in milliseconds since the epoch. */
    from: number;
    /** Of `pulumi up`. */
    seconds: number;
}

/** Moves the traffic to the color that is idle. */
export async function switchColor(platform: TestPlatform): Promise<Switch> {
    const oldColor = stackConfig(platform).activeColor;
    await platform.config(["activeColor", oldColor === "blue" ? "green" : "blue"]);
    const from = Date.now();
    const { seconds } = await platform.mustUp();
    return { oldColor, from, seconds };
}
