import { unknownValue } from "../preview";
import { isObject } from "./state";

/** The value at a path such as `tags.Name`, `subnets[0].id` or `tags["a.b"]`. */
export function valueAt(values: unknown, path: string): unknown {
    const found = [...path.matchAll(/\["([^"]*)"\]|\[(\d+)\]|([^.[\]]+)/g)];
    const keys = found.map(([, quoted, index, plain]) => quoted ?? index ?? plain ?? "");
    return keys.reduce<unknown>((value, key) => {
        if (Array.isArray(value)) return value[Number(key)] as unknown;
        return isObject(value) ? value[key] : undefined;
    }, values);
}

/** A value in a report; no secret has one. */
export function words(value: unknown): string {
    if (value === undefined) return "nothing";
    if (value === unknownValue) return "what only the update will know";
    if (isObject(value) && "4dabf18193072939515e22adb298388d" in value) return "a secret";
    const text = JSON.stringify(value);
    return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
