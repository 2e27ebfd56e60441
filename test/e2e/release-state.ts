import type { Release } from "../../delivery/release/release";
import type { StatusJson } from "../../delivery/report/status-json";
import type { Outcome, TestPlatform } from "./platform";

/** The last release, as its journal has it. */
export async function lastRelease(platform: TestPlatform): Promise<Release> {
    return json(await platform.mustAlchemorsel("release", "--json")) as Release;
}

/** What `alchemorsel status` says. */
export async function statusOf(platform: TestPlatform): Promise<StatusJson> {
    return json(await platform.mustAlchemorsel("status", "--json")) as StatusJson;
}

function json({ output }: Outcome): unknown {
    return JSON.parse(output.slice(output.indexOf("{")));
}
