/** The colors of a workload. Both exist for good; which one carries traffic is a matter of weights. */
export const colors = ["blue", "green"] as const;

export type ColorName = (typeof colors)[number];

/** One value per color. */
export type PerColor<T> = Record<ColorName, T>;

export function otherColor(color: ColorName): ColorName {
    return color === "blue" ? "green" : "blue";
}

export function perColor<T>(value: (color: ColorName) => T): PerColor<T> {
    return { blue: value("blue"), green: value("green") };
}
