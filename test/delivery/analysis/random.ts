/** Numbers from 0 to below 1 that look random, and are the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
    let state = seed;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}

/** How many of `all` are hit, if each is with this probability: jumps from hit to hit, so rare hits cost little. */
export function hits(all: number, probability: number, next: () => number): number {
    if (probability <= 0) {
        return 0;
    }
    let count = -1;
    for (let position = 0; position <= all; count++) {
        position += 1 + Math.floor(Math.log(1 - next()) / Math.log(1 - probability));
    }
    return count;
}
