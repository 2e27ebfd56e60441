/**
 * Whether a block of addresses has the Internet in it. 10.0.0.0/8 and fc00::/7 are the widest private networks there are:
 * a wider block is public, also where somebody wrote 0.0.0.0/0 as two halves.
 */
export function isWorld(cidr: string): boolean {
    const [, address = "", length] = /^([^/]+)\/(\d{1,3})$/.exec(cidr.trim()) ?? [];
    if (length === undefined) return false;
    return Number(length) < (address.includes(":") ? 7 : 8);
}
