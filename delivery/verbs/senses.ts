import type { Context } from "./context";
import type { Senses } from "./real-world";
export function openSenses(_: Context): Promise<Senses> {
    return Promise.resolve({
        gates: () => Promise.resolve([]),
        looks: () => Promise.resolve([]),
        load: () => Promise.resolve(),
    });
}
