import { type ColorName, colors, otherColor, type PerColor } from "../colors";

/** The share of the traffic of each color, in percent; together 100. */
export type Weights = PerColor<number>;

/** The weights of a stack's config: the idle color gets `canaryWeight`, the active color the rest. */
export function weights(activeColor: ColorName, canaryWeight: number): Weights {
    const idle = otherColor(activeColor);
    return { [activeColor]: 100 - canaryWeight, [idle]: canaryWeight } as Weights;
}

/** The color with the larger share. */
export function mostWeight(weights: Weights): ColorName {
    return weights.blue >= weights.green ? "blue" : "green";
}

/** Whether both give each color the same share. */
export function areSame(one: Weights, other: Weights): boolean {
    return colors.every((color) => one[color] === other[color]);
}

/** As in `blue 90 %, green 10 %`. */
export function inWords(weights: Weights): string {
    return colors.map((color) => `${color} ${weights[color]} %`).join(", ");
}
