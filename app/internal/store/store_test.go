package store_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/config"
	"alchemorsel.dev/app/internal/recipe"
	"alchemorsel.dev/app/internal/servicetest"
	"alchemorsel.dev/app/internal/store"
	"github.com/google/uuid"
)

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

func soup() recipe.Draft {
	return recipe.Draft{
		Title: "Tomato soup", Description: "Warm.", Ingredients: []string{"tomatoes", "salt"},
		Steps: []string{"Boil."}, Tags: []string{"soup"}, Servings: 2,
	}
}

// watch opens a store and lets it watch, without waiting until it is ready.
func watch(t testing.TB, c config.Database) *store.Store {
	t.Helper()
	s, err := store.Open(c, quiet)
	if err != nil {
		t.Fatal(err)
	}
	return watched(t, s)
}

func watched(t testing.TB, s *store.Store) *store.Store {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); s.Watch(ctx) }()
	t.Cleanup(func() { cancel(); <-done; s.Close() })
	return s
}

func isReady(s *store.Store) bool {
	return s.Status() == store.Status{Database: "ok", Migrations: "ok"}
}

// ready returns a store on a database that is migrated before.
func ready(t testing.TB, c config.Database) *store.Store {
	t.Helper()
	if err := store.Migrate(context.Background(), c, store.Expand, quiet); err != nil {
		t.Fatal(err)
	}
	s := watch(t, c)
	servicetest.Eventually(t, 20*time.Second, "store is ready", func() bool { return isReady(s) })
	return s
}

func mustCreate(t *testing.T, s *store.Store, draft recipe.Draft, key string) recipe.Recipe {
	t.Helper()
	created, _, err := s.Create(context.Background(), draft, key)
	if err != nil {
		t.Fatal(err)
	}
	return created
}

func TestRecipes(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	ctx := context.Background()

	t.Run("create, get, update, delete", func(t *testing.T) {
		s := ready(t, postgres.NewDatabase(t))
		created := mustCreate(t, s, soup(), "")
		got, err := s.Get(ctx, created.ID)
		if err != nil || fmt.Sprint(got) != fmt.Sprint(created) || got.Title != "Tomato soup" || got.CreatedAt.Location() != time.UTC {
			t.Fatalf("got %+v, %v", got, err)
		}
		changed := soup()
		changed.Servings, changed.Tags = 4, []string{}
		updated, err := s.Update(ctx, created.ID, changed, recipe.AnyVersion)
		if err != nil || updated.Servings != 4 || updated.UpdatedAt.Before(created.UpdatedAt) || !updated.CreatedAt.Equal(created.CreatedAt) {
			t.Fatalf("got %+v, %v", updated, err)
		}
		if err := s.Delete(ctx, created.ID, recipe.AnyVersion); err != nil {
			t.Fatal(err)
		}
		_, getErr := s.Get(ctx, created.ID)
		_, updateErr := s.Update(ctx, created.ID, changed, recipe.AnyVersion)
		for _, err := range []error{getErr, updateErr, s.Delete(ctx, created.ID, recipe.AnyVersion)} {
			if !errors.Is(err, recipe.ErrNotFound) {
				t.Errorf("got %v", err)
			}
		}
	})

	t.Run("a key creates once, however many ask at once", func(t *testing.T) {
		database := postgres.NewDatabase(t)
		s := ready(t, database)
		ids := make([]uuid.UUID, 20)
		var group sync.WaitGroup
		for i := range ids {
			group.Go(func() {
				created, _, err := s.Create(ctx, soup(), "the-key")
				if err != nil {
					t.Error(err)
				}
				ids[i] = created.ID
			})
		}
		group.Wait()
		if len(slices.Compact(ids)) != 1 || postgres.Count(t, database.Name, "select count(*) from recipes") != 1 {
			t.Fatalf("got %v", ids)
		}
		if _, replayed, err := s.Create(ctx, soup(), "the-key"); err != nil || !replayed {
			t.Fatalf("replayed %t, %v", replayed, err)
		}
		other := soup()
		other.Title = "Another soup"
		if _, _, err := s.Create(ctx, other, "the-key"); !errors.Is(err, recipe.ErrKeyReused) {
			t.Fatalf("got %v", err)
		}
	})

	t.Run("search", func(t *testing.T) { testSearch(t, ready(t, postgres.NewDatabase(t))) })
}

func testSearch(t *testing.T, s *store.Store) {
	ctx := context.Background()
	for i := range 25 {
		draft := soup()
		draft.Title = fmt.Sprintf("Dish %02d", i)
		draft.Tags = []string{[]string{"even", "odd"}[i%2]}
		if i == 7 {
			draft.Ingredients = []string{"three potatoes"}
		}
		mustCreate(t, s, draft, "")
	}
	titles := func(search recipe.Search) []string {
		t.Helper()
		var all []string
		for {
			page, err := s.Search(ctx, search)
			if err != nil {
				t.Fatal(err)
			}
			if len(page.Recipes) > search.Limit {
				t.Fatalf("a page of %d recipes", len(page.Recipes))
			}
			for _, r := range page.Recipes {
				all = append(all, r.Title)
			}
			if search.Cursor = page.Next; page.Next == nil {
				return all
			}
			if len(all) == search.Limit {
				mustCreate(t, s, soup(), "") // comes between the pages, and is on none of them
			}
		}
	}
	if all := titles(recipe.Search{Limit: 10}); len(all) != 25 || all[0] != "Dish 24" || all[24] != "Dish 00" {
		t.Errorf("all: %v", all)
	}
	if odd := titles(recipe.Search{Tags: []string{"odd"}, Limit: 12}); len(odd) != 12 || odd[0] != "Dish 23" {
		t.Errorf("odd: %v", odd)
	}
	if potato := titles(recipe.Search{Text: "potato", Limit: 10}); fmt.Sprint(potato) != "[Dish 07]" {
		t.Errorf("the stem of a word: %v", potato)
	}
	if both := titles(recipe.Search{Text: "potato", Tags: []string{"even"}, Limit: 10}); len(both) != 0 {
		t.Errorf("text and tag: %v", both)
	}
	for _, text := range []string{`"`, "'", "& | !", "the", strings.Repeat("x", 200), "-", `\`, "%"} {
		if _, err := s.Search(ctx, recipe.Search{Text: text, Limit: 1}); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestDatabaseGoesAway(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	database := postgres.NewDatabase(t)
	s := ready(t, database)
	created := mustCreate(t, s, soup(), "")

	unavailableWithin := func(limit time.Duration) {
		t.Helper()
		start := time.Now()
		_, err := s.Get(context.Background(), created.ID)
		if took := time.Since(start); !errors.Is(err, recipe.ErrUnavailable) || took > limit {
			t.Fatalf("got %v after %s", err, took)
		}
	}

	postgres.Kill()
	unavailableWithin(queryLimit) // whether or not the watch has seen it
	servicetest.Eventually(t, 10*time.Second, "watch sees it", func() bool { return !isReady(s) })
	unavailableWithin(50 * time.Millisecond)

	postgres.Start(t)
	servicetest.Eventually(t, 20*time.Second, "store is ready again", func() bool { return isReady(s) })
	if got, err := s.Get(context.Background(), created.ID); err != nil || got.ID != created.ID {
		t.Fatalf("got %v, %v", got, err)
	}

	postgres.Exec(t, "postgres", "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"+database.Name+"'")
	servicetest.Eventually(t, 5*time.Second, "cut connections are replaced", func() bool {
		_, err := s.Get(context.Background(), created.ID)
		return err == nil && isReady(s)
	})
}

// queryLimit is the promise to a request, with room for a busy machine.
const queryLimit = 10 * time.Second

func TestDatabaseHangs(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	database := postgres.NewDatabase(t)
	s := ready(t, database)
	created := mustCreate(t, s, soup(), "")
	// The rows are locked, so the query of a request that gets through hangs; new connections hang as well.
	unlock := postgres.Lock(t, database.Name, "recipes")
	start := time.Now()
	if _, err := s.Get(context.Background(), created.ID); !errors.Is(err, recipe.ErrUnavailable) || time.Since(start) > queryLimit {
		t.Fatalf("locked: got %v after %s", err, time.Since(start))
	}
	unlock()
	postgres.Pause(t)
	fresh := watch(t, database)
	time.Sleep(100 * time.Millisecond)
	start = time.Now()
	if _, err := fresh.Get(context.Background(), created.ID); !errors.Is(err, recipe.ErrUnavailable) || time.Since(start) > queryLimit {
		t.Fatalf("paused: got %v after %s", err, time.Since(start))
	}
	servicetest.Eventually(t, 10*time.Second, "watch sees a server that accepts nothing", func() bool {
		return fresh.Status().Database == "cannot be reached"
	})
}

func TestWrongPassword(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	database := postgres.NewDatabase(t)
	mustRun(t, store.OwnFiles, database, store.Expand)
	right := database.PasswordFile
	database.PasswordFile = servicetest.WriteFile(t, "wrong", "lead")
	s := watch(t, database)
	servicetest.Eventually(t, 10*time.Second, "watch sees it", func() bool { return s.Status().Database == "cannot be reached" })

	content, err := config.Secret(right)
	if err != nil {
		t.Fatal(err)
	}
	servicetest.Rewrite(t, database.PasswordFile, content)
	servicetest.Eventually(t, 10*time.Second, "the rotated password is taken up", func() bool { return isReady(s) })
}
