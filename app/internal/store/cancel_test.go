package store_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/recipe"
	"alchemorsel.dev/app/internal/servicetest"
	"github.com/jackc/pgx/v5"
)

// TestRequestsThatAreGivenUpKeepTheirConnection: a visitor who types on gives up a search with each letter.
func TestRequestsThatAreGivenUpKeepTheirConnection(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	database := postgres.NewDatabase(t)
	s := ready(t, database)
	created := mustCreate(t, s, soup(), "")
	conn := postgres.Connect(t, database.Name)
	backends := func(where string) []int {
		t.Helper()
		rows, err := conn.Query(context.Background(), "select pid from pg_stat_activity where application_name = 'alchemorsel'"+where+" order by pid")
		if err != nil {
			t.Fatal(err)
		}
		found, err := pgx.CollectRows(rows, pgx.RowTo[int])
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	for name, ask := range map[string]func(context.Context) error{
		"one recipe": func(ctx context.Context) error { _, err := s.Get(ctx, created.ID); return err },
		"a rating":   func(ctx context.Context) error { _, err := s.Rate(ctx, created.ID, "rater", 5); return err },
		"a search":   func(ctx context.Context) error { _, err := s.Search(ctx, recipe.Search{Limit: 5}); return err },
	} {
		t.Run(name, func(t *testing.T) {
			before := backends("")
			unlock := postgres.Lock(t, database.Name, "recipes")
			defer unlock()
			ctx, giveUp := context.WithCancel(context.Background())
			done := make(chan error)
			go func() { done <- ask(ctx) }()
			servicetest.Eventually(t, 5*time.Second, "it waits", func() bool { return len(backends(" and wait_event_type = 'Lock'")) == 1 })
			giveUp()
			if err := <-done; err == nil {
				t.Fatal("it was not given up")
			}
			unlock()
			if err := ask(context.Background()); err != nil {
				t.Fatal(err)
			}
			if after := backends(""); !slices.Equal(after, before) {
				t.Fatalf("connections %v became %v", before, after)
			}
		})
	}
}
