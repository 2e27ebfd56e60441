import { bucketsSince, percentile, total } from "../../delivery/analysis/buckets";
import { outcome, succeeded, type TestPlatform } from "../../test/e2e/platform";
import type { Bench, Figure, Measurement } from "../figure";
import { cacheLookups } from "./cache-lookups";
import { answers } from "./paths";
import { podMetrics } from "./pod-metrics";
import { queryTimes } from "./query-times";

/** Requests a second; of the page of a search fewer: 300 take more than two cores, which also make the load. */
const [rate, searchPageRate] = [300, 100];
const seconds = 30;
/** Milliseconds, at the 95th percentile. */
const most = { read: 25, search: 60, query: 10 };

const searches = [
    "q=soup",
    "q=chick",
    "q=%22olive+oil%22",
    "tag=vegan",
    "tag=quick&minutes=30",
    "sort=rating",
    "q=cake&difficulty=easy",
];
/** Words and tags that all of the many recipes have, some, and few. */
const manySearches = [
    "q=saffron",
    "q=saffr",
    "q=soup",
    "q=saffron+soup",
    "tag=tag-7",
    "tag=common&tag=tag-7",
    "sort=rating&minutes=30",
];

/** What is stored for it stays. */
export const many: Measurement = {
    title: "Reads and searches through the gateway, among 100,000 recipes",
    run: async (bench) => {
        bench.report("storing them");
        await store(bench.platform);
        const recipes = sample(2000).map((id) => `/api/v1/recipes/${id}`);
        const pages = await Promise.all(sample(100).map((id) => pageOf(bench.platform, `/recipes/${id}`)));
        const before = await podMetrics(bench.platform);
        const rows = [
            await measured(bench, "a recipe by the API, any of 2,000", recipes, most.read),
            await measured(bench, "the page of a recipe, any of 100", pages, most.read),
            await measured(bench, "the page home", ["/"], most.read),
            await measured(bench, "a search by the API", api(manySearches), most.search),
            await measured(
                bench,
                "the page of a search",
                manySearches.map((query) => `/recipes?${query}`),
                most.search,
                searchPageRate,
            ),
        ];
        const after = await podMetrics(bench.platform);
        const buckets = bucketsSince(queryTimes(before), queryTimes(after));
        const p95 = percentile(buckets, 0.95) ?? Infinity;
        return [
            ...rows,
            {
                name: "a query of the database, meanwhile, as the pods time it",
                target: `p95 ≤ ${most.query} ms`,
                measured: `p95 ${p95.toFixed(1)} ms (${total(buckets)} queries)`,
                met: p95 <= most.query,
            },
            {
                name: "reads of a recipe that the cache had",
                target: "",
                measured: hits(cacheLookups(before), cacheLookups(after)),
            },
        ];
    },
};

/** With the recipes that come with the app alone. */
export const few: Measurement = {
    title: "Searches through the gateway, among the first recipes",
    run: async (bench) => [await measured(bench, "a search by the API", api(searches), most.search)],
};

type Lookups = ReturnType<typeof cacheLookups>;

function hits(before: Lookups, after: Lookups): string {
    const [hit, all] = [after.hits - before.hits, after.all - before.all];
    return `${((100 * hit) / all).toFixed(1)} % of ${all}`;
}

/** IDs of so many of the recipes, from the first to the last. */
function sample(count: number): string[] {
    const numbers = Array.from({ length: count }, (_, index) => Math.floor(((index + 1) * manyCount) / count));
    return numbers.map((number) =>
        number
            .toString(16)
            .padStart(32, "0")
            .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"),
    );
}

/** Its address has the title in it, to which that of the ID alone leads. */
async function pageOf({ address }: TestPlatform, path: string): Promise<string> {
    const { ok, url } = await fetch(address + path);
    if (!ok) throw new Error(`there is no page of ${path}`);
    return new URL(url).pathname;
}

function api(queries: readonly string[]): string[] {
    return queries.map((query) => `/api/v1/recipes?${query}`);
}

function measured(
    { platform, k6, folder, report }: Bench,
    name: string,
    paths: readonly string[],
    milliseconds: number,
    perSecond = rate,
): Promise<Figure> {
    report(name);
    const asking = { address: platform.address, paths, rate: perSecond, seconds, milliseconds };
    return answers(name, asking, { k6, folder });
}

const manyCount = 100_000;

/** As the app's test of its queries' plans has them (app/internal/store/plan_test.go). */
const manyRecipes = `
    insert into recipes (id, title, description, ingredients, steps, tags, servings, minutes, difficulty, rating_count, rating_sum)
    select lpad(to_hex(n), 32, '0')::uuid, 'Soup number ' || n, 'With ' || md5(n::text),
        array['water', case when n % 1000 = 0 then 'saffron' else 'salt' end], array['Boil.'],
        array['common', 'tag-' || n % 500], 2, 5 + n % 90, (array['easy', 'medium', 'hard'])[1 + n % 3], n % 7, 4 * (n % 7)
    from generate_series(1, ${manyCount}) n`;

async function store(platform: TestPlatform): Promise<void> {
    const psql = ["psql", "-v", "ON_ERROR_STOP=1", "-c", manyRecipes, "-c", "analyze recipes", "alchemorsel"];
    const args = ["exec", "-n", "alchemorsel", "statefulset/database", "--", ...psql];
    succeeded("psql", await outcome("kubectl", args, await platform.stackEnv()));
}
