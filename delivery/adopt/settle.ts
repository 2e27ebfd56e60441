import type { Difference } from "./differences";
import { settingsByProperty, unsettled } from "./properties";
import type { Setting } from "./setting";

/** How what differs can agree without a change in AWS. */
export interface Settled {
    /** What the stack's file has a key for. */
    readonly settings: readonly Setting[];
    /** Properties that stay as they are, by the resource's name. */
    readonly ignored: Readonly<Record<string, readonly string[]>>;
    /** What no file can say. */
    readonly unsettled: readonly Unsettled[];
}

export interface Unsettled extends Difference {
    readonly why: string;
}

export function settle(differences: readonly Difference[]): Settled {
    const settings: Setting[] = [];
    const ignored: Record<string, string[]> = {};
    const left: Unsettled[] = [];
    for (const difference of differences) {
        const { type, property, name } = difference;
        const why = unsettled[type]?.[property];
        const setting = settingsByProperty[type]?.[property]?.(difference.theirs);
        if (why !== undefined) left.push({ ...difference, why });
        else if (setting !== undefined) settings.push(...setting);
        else (ignored[name] ??= []).push(property);
    }
    return { settings, ignored, unsettled: left };
}

/** The ignored properties as settings of the stack's file, beside those that it names already. */
export function ignoredSettings(
    ignored: Settled["ignored"],
    before: Readonly<Record<string, readonly string[]>>,
): Setting[] {
    return Object.entries(ignored).map(([name, properties]) => ({
        keys: ["ignoreChanges", name],
        value: [...new Set([...(before[name] ?? []), ...properties])],
    }));
}
