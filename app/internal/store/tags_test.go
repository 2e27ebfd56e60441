package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/recipe"
	"alchemorsel.dev/app/internal/servicetest"
)

// The list of before is better than none, from the first moment on.
func TestTagsWhileTheDatabaseIsAway(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	database := postgres.NewDatabase(t)
	ctx := context.Background()
	s := ready(t, database)
	mustCreate(t, s, soup(), "")
	if tags, err := s.Tags(ctx); err != nil || fmt.Sprint(tags) != "[{soup 1}]" {
		t.Fatalf("got %v, %v", tags, err)
	}
	fresh := watch(t, database)
	s.AgeTags()
	postgres.Kill()
	for range 3 {
		if tags, err := s.Tags(ctx); err != nil || fmt.Sprint(tags) != "[{soup 1}]" {
			t.Fatalf("got %v, %v", tags, err)
		}
		servicetest.Eventually(t, 10*time.Second, "it is known to be away", func() bool { return !isReady(s) })
	}
	if _, err := fresh.Tags(ctx); !errors.Is(err, recipe.ErrUnavailable) {
		t.Fatalf("one that has never counted: %v", err)
	}
	postgres.Start(t)
	servicetest.Eventually(t, 20*time.Second, "it is ready", func() bool { return isReady(s) })
	mustCreate(t, s, soup(), "")
	if tags, err := s.Tags(ctx); err != nil || fmt.Sprint(tags) != "[{soup 2}]" {
		t.Fatalf("counted anew: %v, %v", tags, err)
	}
}
