import { outcome, succeeded, type TestPlatform } from "../../test/e2e/platform";
import type { Bench, Figure, Measurement } from "../figure";
import { answers } from "./paths";

const rate = 200;
const seconds = 30;

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

export const reads: Measurement = {
    title: "Reads through the gateway",
    run: async (bench) => {
        const recipes = (await found(bench.platform)).map(({ id }) => `/api/v1/recipes/${id}`);
        return [await measured(bench, "a recipe by the API", recipes), await measured(bench, "the page home", ["/"])];
    },
};

export const search: Measurement = {
    title: "Searches through the gateway",
    run: async (bench) => [await measured(bench, "a search among the first recipes", api(searches))],
};

/** After the others: what is stored here stays. */
export const many: Measurement = {
    title: "Searches among 100,000 recipes",
    run: async (bench) => {
        bench.report("storing them");
        await store(bench.platform);
        return [await measured(bench, "a search among 100,000 recipes", api(manySearches))];
    },
};

function api(queries: readonly string[]): string[] {
    return queries.map((query) => `/api/v1/recipes?${query}`);
}

function measured({ platform, k6, folder, report }: Bench, name: string, paths: readonly string[]): Promise<Figure> {
    report(name);
    return answers(name, { address: platform.address, paths, rate, seconds }, { k6, folder });
}

async function found({ address }: TestPlatform): Promise<{ id: string }[]> {
    const answer = await fetch(`${address}/api/v1/recipes?limit=100`);
    if (!answer.ok) {
        throw new Error(`the recipes are not answered: ${answer.status}`);
    }
    return ((await answer.json()) as { recipes: { id: string }[] }).recipes;
}

/** As the app's test of its queries' plans has them (app/internal/store/plan_test.go). */
const manyRecipes = `
    insert into recipes (id, title, description, ingredients, steps, tags, servings, minutes, difficulty, rating_count, rating_sum)
    select lpad(to_hex(n), 32, '0')::uuid, 'Soup number ' || n, 'With ' || md5(n::text),
        array['water', case when n % 1000 = 0 then 'saffron' else 'salt' end], array['Boil.'],
        array['common', 'tag-' || n % 500], 2, 5 + n % 90, (array['easy', 'medium', 'hard'])[1 + n % 3], n % 7, 4 * (n % 7)
    from generate_series(1, 100000) n`;

async function store(platform: TestPlatform): Promise<void> {
    const psql = ["psql", "-v", "ON_ERROR_STOP=1", "-c", manyRecipes, "-c", "analyze recipes", "alchemorsel"];
    const args = ["exec", "-n", "alchemorsel", "statefulset/database", "--", ...psql];
    succeeded("psql", await outcome("kubectl", args, await platform.stackEnv()));
}
