package seed_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/recipe"
	"alchemorsel.dev/app/internal/seed"
	"alchemorsel.dev/app/internal/servicetest"
	"alchemorsel.dev/app/internal/store"
)

func TestRecipesAreWorthReading(t *testing.T) {
	all, err := seed.Recipes()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	steps := map[string]string{}
	for _, r := range all {
		if other, taken := seen[recipe.Slug(r.Title)]; taken {
			t.Errorf("%q and %q have one key", r.Title, other)
		}
		seen[recipe.Slug(r.Title)] = r.Title
		if r.Description == "" || len(r.Ingredients) < 3 || len(r.Steps) < 2 || len(r.Tags) < 2 || r.Minutes == 0 || r.Difficulty == "" {
			t.Errorf("%q is not a whole recipe", r.Title)
		}
		for _, step := range r.Steps {
			if other, taken := steps[step]; taken && len(step) > 60 {
				t.Errorf("%q and %q share the step %q", r.Title, other, step)
			}
			steps[step] = r.Title
		}
	}
	t.Logf("%d recipes", len(all))
}

func TestSeedTwice(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	database := postgres.NewDatabase(t)
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if err := store.Migrate(ctx, database, store.Expand, log); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(database, log)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	go s.Watch(ctx)
	all, err := seed.Recipes()
	if err != nil {
		t.Fatal(err)
	}
	if n, err := seed.Run(ctx, s); err != nil || n != len(all) {
		t.Fatalf("%d created, %v", n, err)
	}
	page, err := s.Search(ctx, recipe.Search{Order: recipe.Newest, Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	edited := all[0]
	edited.Title = "Edited"
	if _, err := s.Update(ctx, page.Recipes[0].ID, edited, recipe.AnyVersion); err != nil {
		t.Fatal(err)
	}
	if n, err := seed.Run(ctx, s); err != nil || n != 0 {
		t.Fatalf("%d created again, %v", n, err)
	}
	if n := postgres.Count(t, database.Name, "select count(*) from recipes"); n != len(all) {
		t.Fatalf("%d recipes", n)
	}
}

// stubStore fails as it is told.
type stubStore struct {
	recipe.Store
	create func() error
}

func (s stubStore) Create(context.Context, recipe.Draft, string) (recipe.Recipe, bool, error) {
	return recipe.Recipe{}, false, s.create()
}

func TestWhatSeedDoesWhenItCannot(t *testing.T) {
	broken := errors.New("broken")
	if n, err := seed.Run(context.Background(), stubStore{create: func() error { return broken }}); !errors.Is(err, broken) || n != 0 {
		t.Errorf("%d, %v", n, err)
	}
	if n, err := seed.Run(context.Background(), stubStore{create: func() error { return recipe.ErrKeyReused }}); err != nil || n != 0 {
		t.Errorf("another release's text: %d, %v", n, err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	if _, err := seed.Run(ctx, stubStore{create: func() error { return recipe.ErrUnavailable }}); !errors.Is(err, recipe.ErrUnavailable) {
		t.Errorf("no database: %v", err)
	}
}
