package store_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"testing"

	"alchemorsel.dev/app/internal/recipe"
	"alchemorsel.dev/app/internal/servicetest"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// What the release before writes and reads, word for word: while traffic moves, and after a rollback, it does so on the
// schema of this one. When a contract takes its schema away, these are replaced by those of the release before then.
const (
	lastColumns = "id, title, description, ingredients, steps, tags, servings, created_at, updated_at"
	lastInsert  = `
		insert into recipes (id, title, description, ingredients, steps, tags, servings, idempotency_key, idempotency_hash)
		values ($1, $2, $3, $4, $5, $6, $7, nullif($8, ''), case when $8 = '' then null else $9::bytea end)
		on conflict (idempotency_key) do nothing
		returning ` + lastColumns
	lastUpdate = `
			update recipes
			set title = $2, description = $3, ingredients = $4, steps = $5, tags = $6, servings = $7, updated_at = now()
			where id = $1
			returning ` + lastColumns
	lastSearch = `select id, title, description, tags, servings, created_at, updated_at from recipes
		where document @@ websearch_to_tsquery('pg_catalog.english', $1) and tags @> array[$2::text] and id < $3 order by id desc limit $4`
	lastGet    = "select " + lastColumns + " from recipes where id = $1"
	lastByKey  = "select " + lastColumns + " from recipes where idempotency_key = $1 and idempotency_hash = $2"
	lastDelete = "delete from recipes where id = $1"
	lastDraft  = `{"title":"Tomato soup","description":"Warm.","ingredients":["tomatoes","salt"],"steps":["Boil."],"tags":["soup"],"servings":2}`
)

func TestReleaseBeforeOnThisSchema(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	database := postgres.NewDatabase(t)
	s := ready(t, database)
	conn := postgres.Connect(t, database.Name)
	rows := func(sql string, args ...any) int {
		t.Helper()
		result, err := conn.Query(context.Background(), sql, args...)
		if err != nil {
			t.Fatal(err)
		}
		found, err := pgx.CollectRows(result, pgx.RowToMap)
		if err != nil {
			t.Fatal(err)
		}
		return len(found)
	}
	ctx, d, id := context.Background(), soup(), uuid.Must(uuid.NewV7())
	hash := sha256.Sum256([]byte(lastDraft))

	if n := rows(lastInsert, id, d.Title, d.Description, d.Ingredients, d.Steps, d.Tags, d.Servings, "key", hash[:]); n != 1 {
		t.Fatal("it can't create")
	}
	if replay, replayed, err := s.Create(ctx, d, "key"); err != nil || !replayed || replay.ID != id {
		t.Fatalf("its client asks this release again: %v, %v", replay, err)
	}
	if n := rows(lastByKey, "key", hash[:]); n != 1 {
		t.Fatal("and the other way round")
	}
	found, err := s.Get(ctx, id)
	if err != nil || found.Version != 1 || found.Minutes != 0 || found.Rating.Count != 0 {
		t.Fatalf("got %+v, %v", found, err)
	}
	if _, err := s.Rate(ctx, id, "rater", 5); err != nil {
		t.Fatal(err)
	}
	if n := rows(lastUpdate, id, "Potato soup", d.Description, d.Ingredients, d.Steps, d.Tags, d.Servings); n != 1 {
		t.Fatal("it can't update")
	}
	if now, err := s.Update(ctx, id, d, found.Version); !errors.Is(err, recipe.ErrChanged) || now.Title != "Potato soup" || now.Rating.Count != 1 {
		t.Fatalf("its change was overwritten: %+v, %v", now, err)
	}
	if rows(lastGet, id) != 1 || rows(lastSearch, "potato", "soup", uuid.Max, 21) != 1 {
		t.Fatal("it can't read")
	}
	if rows(lastDelete, id); rows(lastGet, id) != 0 {
		t.Fatal("it can't delete what has ratings")
	}
}
