package store_test

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"alchemorsel.dev/app/internal/config"
	"alchemorsel.dev/app/internal/recipe"
	"alchemorsel.dev/app/internal/servicetest"
	"alchemorsel.dev/app/internal/store"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// manyRecipes has words and tags that all recipes have, some, and few.
const manyRecipes = `
	insert into recipes (id, title, description, ingredients, steps, tags, servings, minutes, difficulty, rating_count, rating_sum)
	select lpad(to_hex(n), 32, '0')::uuid, 'Soup number ' || n, 'With ' || md5(n::text),
		array['water', case when n % 1000 = 0 then 'saffron' else 'salt' end], array['Boil.'],
		array['common', 'tag-' || n % 500], 2, 5 + n % 90, (array['easy', 'medium', 'hard'])[1 + n % 3], n % 7, 4 * (n % 7)
	from generate_series(1, 100000) n;
	analyze recipes`

func TestPlansAtAHundredThousandRecipes(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	database := postgres.NewDatabase(t)
	mustRun(t, store.OwnFiles, database, store.Expand)
	postgres.Exec(t, database.Name, manyRecipes)
	conn := connect(t, database)

	cursor := &recipe.Cursor{Score: new(0.5), ID: uuid.MustParse("00000000-0000-0000-0000-00000000c350")}
	const words, tags, age, score = "recipes_document", "recipes_tags", "recipes_pkey", "recipes_score"
	cases := map[string]struct {
		search  recipe.Search
		indexes []string // one of them
	}{
		"a rare word":                {recipe.Search{Text: "saffron", Order: recipe.Relevance}, []string{words}},
		"its beginning":              {recipe.Search{Text: "saffr", Order: recipe.Relevance}, []string{words}},
		"two words, the next page":   {recipe.Search{Text: "saffron soup", Order: recipe.Relevance, Cursor: cursor}, []string{words}},
		"a word that all have":       {recipe.Search{Text: "soup", Order: recipe.Relevance}, []string{words, age}},
		"a word that none has":       {recipe.Search{Text: "chocolate", Order: recipe.Relevance}, []string{words}},
		"a rare word, newest first":  {recipe.Search{Text: "saffron", Order: recipe.Newest}, []string{words, age}},
		"a rare tag":                 {recipe.Search{Tags: []string{"tag-7"}, Order: recipe.Newest}, []string{tags}},
		"two tags":                   {recipe.Search{Tags: []string{"common", "tag-7"}, Order: recipe.Newest}, []string{tags}},
		"a tag that all have":        {recipe.Search{Tags: []string{"common"}, Order: recipe.Newest}, []string{age}},
		"the newest":                 {recipe.Search{Order: recipe.Newest}, []string{age}},
		"the newest, the next page":  {recipe.Search{Order: recipe.Newest, Cursor: cursor}, []string{age}},
		"the best rated":             {recipe.Search{Order: recipe.BestRated}, []string{score}},
		"the best rated, next page":  {recipe.Search{Order: recipe.BestRated, Cursor: cursor}, []string{score}},
		"the best rated of the easy": {recipe.Search{Order: recipe.BestRated, Difficulty: recipe.Easy, MaxMinutes: 30}, []string{score}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			c.search.Limit = 20
			sql, args := store.SearchQuery(c.search)
			rows, err := conn.Query(context.Background(), "explain (analyze, buffers, costs off, timing off, summary off) "+sql, args...)
			if err != nil {
				t.Fatal(err)
			}
			lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
			if err != nil {
				t.Fatal(err)
			}
			plan := strings.Join(lines, "\n")
			uses := false
			for _, index := range c.indexes {
				uses = uses || strings.Contains(plan, index)
			}
			if !uses || strings.Contains(plan, "Seq Scan") {
				t.Fatalf("no index of %v:\n%s", c.indexes, plan)
			}
			if read := pages(t, plan); read > 400 {
				t.Fatalf("reads %d pages:\n%s", read, plan)
			}
		})
	}
}

// pages that a plan read, from memory or not.
func pages(t *testing.T, plan string) (all int) {
	t.Helper()
	of := regexp.MustCompile(`Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?`).FindStringSubmatch(plan)
	if of == nil {
		t.Fatalf("no pages in it:\n%s", plan)
	}
	for _, count := range of[1:] {
		n, _ := strconv.Atoi(count) // empty for none
		all += n
	}
	return all
}

// connect has the settings of the app's own connections, on which plans depend.
func connect(t *testing.T, database config.Database) *pgxpool.Pool {
	t.Helper()
	settings, err := store.PoolConfig(database)
	if err != nil {
		t.Fatal(err)
	}
	pool, err := pgxpool.NewWithConfig(context.Background(), settings)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return pool
}
