import { type ColorName, colors, otherColor, type PerColor } from "../colors";

/** The share of the traffic of each color, in percent; together 100. */
export type Weights = PerColor<number>;

/** The weights of a stack's config: the idle color gets `canaryWeight`, the active color the rest. */
export function weights(activeColor: ColorName, canaryWeight: number): Weights {
    const idle = otherColor(activeColor);
    return { [activeColor]: 100 - canaryWeight, [idle]: canaryWeight } as Weights;
}

/** As in `blue 90 %, green 10 %`. */
export function inWords(weights: Weights): string {
    return colors.map((color) => `${color} ${weights[color]} %`).join(", ");
}
