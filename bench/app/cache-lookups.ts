const lookupOf = /^alchemorsel_cache_lookups_total\{.*result="(\w+)".*\} (\d+)/gm;

/** How often all pods have asked the cache, and how often it had the recipe, from their metrics. */
export function cacheLookups(texts: readonly string[]): { all: number; hits: number } {
    const found = texts.flatMap((text) => [...text.matchAll(lookupOf)]);
    const sum = (wanted: (result?: string) => boolean) =>
        found.filter(([, result]) => wanted(result)).reduce((total, [, , count]) => total + Number(count), 0);
    return { all: sum(() => true), hits: sum((result) => result === "hit") };
}
