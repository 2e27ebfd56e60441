/** A block of IPv4 addresses. Numbers, not bit masks: JavaScript's bit operators are signed. */
export interface Cidr {
    /** The first address as written, as a number. */
    first: number;
    /** Length of the network's prefix, in bits. */
    prefix: number;
}

/** Reads `10.0.0.0/16`; `undefined` for anything else, leading zeros included, which some programs read as octal. */
export function parseCidr(text: string): Cidr | undefined {
    const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(text);
    const numbers = match?.slice(1).map(Number) ?? [];
    const isSound =
        match?.slice(1).every((part) => !/^0\d/.test(part)) === true &&
        numbers.every((number, index) => number <= (index === 4 ? 32 : 255));
    if (!isSound) {
        return undefined;
    }
    const [prefix = 0] = numbers.splice(4);
    return { first: numbers.reduce((sum, part) => sum * 256 + part, 0), prefix };
}

export function formatCidr({ first, prefix }: Cidr): string {
    const parts = [24, 16, 8, 0].map((bits) => Math.floor(first / 2 ** bits) % 256);
    return `${parts.join(".")}/${prefix}`;
}

/** How many addresses there are in it. */
export function cidrSize({ prefix }: Cidr): number {
    return 2 ** (32 - prefix);
}

/** The block that it names, from its first address on. */
export function aligned(cidr: Cidr): Cidr {
    return { ...cidr, first: cidr.first - (cidr.first % cidrSize(cidr)) };
}

export function overlap(one: Cidr, other: Cidr): boolean {
    return one.first < other.first + cidrSize(other) && other.first < one.first + cidrSize(one);
}

export function isWithin(inner: Cidr, outer: Cidr): boolean {
    return inner.first >= outer.first && inner.first + cidrSize(inner) <= outer.first + cidrSize(outer);
}
