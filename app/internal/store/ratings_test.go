package store_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"alchemorsel.dev/app/internal/recipe"
	"alchemorsel.dev/app/internal/servicetest"
	"github.com/google/uuid"
)

func TestRatings(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	database := postgres.NewDatabase(t)
	s := ready(t, database)
	ctx := context.Background()
	created := mustCreate(t, s, soup(), "")
	rate := func(rater string, stars int) recipe.Rating {
		t.Helper()
		rating, err := s.Rate(ctx, created.ID, rater, stars)
		if err != nil {
			t.Fatal(err)
		}
		return rating
	}
	rate("a", 5)
	rate("b", 2)
	if got := rate("b", 4); got != (recipe.Rating{Average: 4.5, Count: 2}) {
		t.Fatalf("one rater's next rating replaces the one before: got %+v", got)
	}
	if got := rate("c", 1); got != (recipe.Rating{Average: 3.33, Count: 3}) {
		t.Fatalf("got %+v", got)
	}
	found, err := s.Get(ctx, created.ID)
	if err != nil || found.Rating.Count != 3 || found.Version != created.Version {
		t.Fatalf("got %+v, %v", found, err)
	}
	ratings, err := s.Ratings(ctx, []uuid.UUID{created.ID, uuid.Max})
	if err != nil || len(ratings) != 1 || ratings[created.ID] != found.Rating {
		t.Fatalf("got %v, %v", ratings, err)
	}
	if _, err := s.Rate(ctx, uuid.Max, "a", 5); err != recipe.ErrNotFound {
		t.Fatalf("got %v", err)
	}
	if n := postgres.Count(t, database.Name, "select count(*) from ratings where position('a'::bytea in rater) > 0 and length(rater) = 1"); n != 0 {
		t.Fatal("a client's key can be read in the database")
	}
	many(30, func(i int) { rate(fmt.Sprint("rater ", i%10), 1+i%5) })
	if n := postgres.Count(t, database.Name, "select count(*) from recipes r where rating_count = 13 and rating_sum = (select sum(stars) from ratings where recipe_id = r.id)"); n != 1 {
		t.Fatal("the sums are not those of the ratings")
	}
}

func TestTwoEditsAtOnce(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	s := ready(t, postgres.NewDatabase(t))
	ctx := context.Background()
	created := mustCreate(t, s, soup(), "")
	results := make(chan error, 10)
	many(10, func(i int) {
		d := soup()
		d.Title = fmt.Sprint("Edit ", i)
		_, err := s.Update(ctx, created.ID, d, created.Version)
		results <- err
	})
	won := 0
	for range 10 {
		switch err := <-results; err {
		case nil:
			won++
		case recipe.ErrChanged:
		default:
			t.Errorf("got %v", err)
		}
	}
	if won != 1 {
		t.Fatalf("%d of the edits of one version were stored", won)
	}
	if err := s.Delete(ctx, created.ID, created.Version); err != recipe.ErrChanged {
		t.Fatalf("got %v", err)
	}
	if err := s.Delete(ctx, created.ID, created.Version+1); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Update(ctx, created.ID, soup(), 2); err != recipe.ErrNotFound {
		t.Fatalf("got %v", err)
	}
}

// many runs them all at once.
func many(n int, each func(i int)) {
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() { each(i) })
	}
	group.Wait()
}
