const factors: Record<string, number> = {
    "": 1,
    m: 1e-3,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
};

/** Kubernetes quantities as this project writes them: a number and one of the suffixes above. */
export const quantityPattern = "^([0-9]+(\\.[0-9]+)?)(m|k|M|G|T|Ki|Mi|Gi|Ti)?$";

/** The value of a Kubernetes quantity: cores of CPU, bytes of memory. NaN for what isn't one. */
export function quantity(text: string): number {
    const match = new RegExp(quantityPattern).exec(text);
    return match ? Number(match[1]) * (factors[match[3] ?? ""] ?? Number.NaN) : Number.NaN;
}
