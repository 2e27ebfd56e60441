package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/recipe"
	"alchemorsel.dev/app/internal/servicetest"
)

// A database that takes no writes is answered for as one that is away; what is in it can be read, and writing goes on by
// itself once it is well.
func TestDatabaseThatTakesNoWrites(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	for name, c := range map[string]struct{ spoil, mend []string }{
		"read-only": {
			[]string{"alter system set default_transaction_read_only = on", "select pg_reload_conf()"},
			[]string{"alter system reset default_transaction_read_only", "select pg_reload_conf()"},
		},
		"full":   {refusing("53100", "No space left on device"), []string{"drop trigger refuse on recipes; drop trigger refuse on ratings"}},
		"broken": {refusing("58030", "Input/output error"), []string{"drop trigger refuse on recipes; drop trigger refuse on ratings"}},
	} {
		t.Run(name, func(t *testing.T) {
			database := postgres.NewDatabase(t)
			s := ready(t, database)
			created := mustCreate(t, s, soup(), "before")
			run := func(where string, all []string) {
				for _, sql := range all {
					postgres.Exec(t, where, sql)
				}
			}
			run(database.Name, c.spoil)
			writes := func() (errs []error) {
				ctx := context.Background()
				_, _, create := s.Create(ctx, soup(), "key")
				_, update := s.Update(ctx, created.ID, soup(), recipe.AnyVersion)
				_, rate := s.Rate(ctx, created.ID, "rater", 5)
				return []error{create, update, rate}
			}
			servicetest.Eventually(t, 5*time.Second, "it takes no writes", func() bool {
				for _, err := range writes() {
					if !errors.Is(err, recipe.ErrUnavailable) {
						return false
					}
				}
				return true
			})
			if found, err := s.Get(context.Background(), created.ID); err != nil || found.Title != created.Title || !isReady(s) {
				t.Fatalf("reading: %+v, %v, %+v", found, err, s.Status())
			}
			for _, sql := range c.mend {
				postgres.Exec(t, database.Name, sql)
			}
			servicetest.Eventually(t, 5*time.Second, "writing goes on", func() bool { return errors.Join(writes()...) == nil })
		})
	}
}

// refusing lets PostgreSQL refuse each write with a code of its own, as it does when its disk is at fault.
func refusing(code, message string) []string {
	return []string{`create function refuse() returns trigger language plpgsql as
		$$ begin raise exception '` + message + `' using errcode = '` + code + `'; end $$;
		create trigger refuse before insert or update on recipes for each row execute function refuse();
		create trigger refuse before insert or update on ratings for each row execute function refuse()`}
}

// SQL is text like any other, in whichever field it stands.
func TestSQLInEachField(t *testing.T) {
	const evil = `'; drop table recipes; -- $1 %s \' "" {}`
	postgres := servicetest.StartPostgres(t)
	s := ready(t, postgres.NewDatabase(t))
	ctx := context.Background()
	d := recipe.Draft{Title: evil, Description: evil, Ingredients: []string{evil, "{a,b}"}, Steps: []string{evil}, Tags: []string{}, Servings: 1}
	created := mustCreate(t, s, d, evil)
	found, err := s.Get(ctx, created.ID)
	if err != nil || found.Title != evil || found.Description != evil || found.Ingredients[0] != evil || found.Ingredients[1] != "{a,b}" || found.Steps[0] != evil {
		t.Fatalf("got %+v, %v", found, err)
	}
	if _, err := s.Rate(ctx, created.ID, evil, 5); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{evil, `"`, "-", "or", "a:* & !b", `\`, "'", "<->", "drop table", "(((("} {
		if _, err := s.Search(ctx, recipe.Search{Text: text, Tags: []string{evil}, Order: recipe.Relevance, Limit: 5}); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}
