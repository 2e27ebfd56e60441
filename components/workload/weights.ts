import { type ColorName, otherColor, type PerColor } from "../colors";

/** The share of the traffic of each color, in percent; together 100. */
export type Weights = PerColor<number>;

/** The weights of a stack's config: the idle color gets `canaryWeight`, the active color the rest. */
export function weights(activeColor: ColorName, canaryWeight: number): Weights {
    const idle = otherColor(activeColor);
    return { [activeColor]: 100 - canaryWeight, [idle]: canaryWeight } as Weights;
}
