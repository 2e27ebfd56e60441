import { type Difference, differencesIn } from "./differences";
import type { Match } from "./match";
import type { Scratch } from "./scratch";
import { ignoredSettings, type Settled, settle } from "./settle";
import type { Setting } from "./setting";

/**
 * Lets the copy's file say what settles the differences, until they are none or no line more would help: with one property
 * settled the provider may tell of another.
 */
export async function agreed(
    scratch: Scratch,
    taken: readonly Match[],
    differences: readonly Difference[],
    ignored: Readonly<Record<string, readonly string[]>>,
    said: readonly Setting[] = [],
): Promise<{ settings: readonly Setting[]; left: Settled["unsettled"] }> {
    const settled = settle(differences);
    const all = { ...ignored };
    for (const [name, properties] of Object.entries(settled.ignored)) {
        all[name] = [...new Set([...(all[name] ?? []), ...properties])];
    }
    const more = [...settled.settings, ...ignoredSettings(settled.ignored, ignored)].filter(
        (each) => !isSaid(each, said),
    );
    if (more.length === 0) {
        const whys = new Map(settled.unsettled.map((each) => [`${each.name} ${each.property}`, each.why]));
        const left = differences.map((each) => ({ ...each, why: whys.get(`${each.name} ${each.property}`) ?? "" }));
        return { settings: said, left };
    }
    scratch.set(more);
    const settings = [...said.filter((one) => !more.some((each) => isOfSameKey(one, each))), ...more];
    return agreed(scratch, taken, differencesIn(await scratch.steps(), taken), all, settings);
}

function isOfSameKey(one: Setting, other: Setting): boolean {
    return JSON.stringify(one.keys) === JSON.stringify(other.keys);
}

function isSaid(setting: Setting, said: readonly Setting[]): boolean {
    return said.some((each) => JSON.stringify(each) === JSON.stringify(setting));
}
