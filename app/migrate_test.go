package main

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/config"
	"alchemorsel.dev/app/internal/servicetest"
)

var expand = []string{"migrate", "expand"}

// done is the exit code of the program with these arguments.
func done(t *testing.T, database config.Database, args []string, changes ...string) (int, *process) {
	t.Helper()
	p := run(t, database, args, changes...)
	return p.exitCode(t, 40*time.Second), p
}

func TestArguments(t *testing.T) {
	for _, args := range [][]string{{"migrate"}, {"migrate", "back"}, {"migrate", "expand", "now"}, {"serve"}} {
		code, p := done(t, nowhere(t), args)
		if code != 2 || !strings.Contains(p.logs.String(), "migrate expand|contract") {
			t.Errorf("%v: exit code %d: %s", args, code, p.logs)
		}
	}
}

func TestServerWaitsForItsSchema(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	database := postgres.NewDatabase(t)
	p := start(t, database)
	servicetest.Eventually(t, 10*time.Second, "it says what is missing", func() bool {
		return p.status("/livez") == 200 && strings.Contains(p.text(t, "/readyz"), "run `migrate expand`")
	})
	if p.status("/readyz") != 503 || p.status(recipes) != 503 {
		t.Fatal("it serves without a schema")
	}
	if n := postgres.Count(t, database.Name, "select count(*) from pg_tables where schemaname = 'public'"); n != 0 {
		t.Fatalf("the server made %d tables", n)
	}
	if code, p := done(t, database, expand); code != 0 {
		t.Fatalf("exit code %d: %s", code, p.logs)
	}
	p.waitReady(t)
}

func TestMigrateTwiceAndContractAfter(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	database := postgres.NewDatabase(t)
	contract := []string{"migrate", "contract"}
	if code, p := done(t, database, contract); code != 2 || !strings.Contains(p.logs.String(), "run `migrate expand`") {
		t.Fatalf("contract before expand: exit code %d: %s", code, p.logs)
	}
	for _, args := range [][]string{expand, expand, contract, contract, expand} {
		if code, p := done(t, database, args); code != 0 {
			t.Fatalf("%v: exit code %d: %s", args, code, p.logs)
		}
	}
	start(t, database).waitReady(t)
}

// A migrator that is killed while it waits in the middle of a migration leaves nothing of it, and the next one finishes.
func TestMigratorIsKilled(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	database := postgres.NewDatabase(t)
	functions := "select count(*) from pg_proc where proname = 'recipe_document'"
	waiting := "select count(*) from pg_stat_activity where application_name = 'alchemorsel-migrate' and wait_event_type = 'Lock'"
	// The migration has made its function, and can't know yet whether this table will be there.
	end := postgres.Hold(t, database.Name, "create table recipes ()")
	p := run(t, database, expand)
	servicetest.Eventually(t, 20*time.Second, "it is in the middle", func() bool {
		return postgres.Count(t, database.Name, waiting) == 1
	})
	p.signal(t, syscall.SIGKILL)
	end()
	servicetest.Eventually(t, 20*time.Second, "the database has seen it", func() bool {
		return postgres.Count(t, database.Name, strings.Replace(waiting, "and wait_event_type = 'Lock'", "", 1)) == 0
	})
	if n := postgres.Count(t, database.Name, functions); n != 0 {
		t.Fatal("half of the migration is there")
	}
	if code, p := done(t, database, expand); code != 0 {
		t.Fatalf("exit code %d: %s", code, p.logs)
	}
	if n := postgres.Count(t, database.Name, functions); n != 1 {
		t.Fatal("the migration is not there")
	}
}

// An index that is made without a transaction stands there half made when its migrator, or its database, ends in the
// middle. The next run drops it and makes it anew.
func TestIndexIsLeftHalfMade(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	const (
		half    = "select count(*) from pg_class join pg_index on oid = indexrelid where relname = 'recipes_score' and not indisvalid"
		whole   = "select count(*) from pg_class join pg_index on oid = indexrelid where relname like 'recipes_score%' and indisvalid"
		waiting = "select count(*) from pg_stat_activity where query like 'create index concurrently%' and wait_event_type = 'Lock'"
		cut     = "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'alchemorsel-migrate'"
	)
	for name, isKilled := range map[string]bool{"the migrator is killed": true, "the database cuts it off": false} {
		t.Run(name, func(t *testing.T) {
			database := migrated(t, postgres)
			postgres.Exec(t, database.Name, "drop index recipes_score; update schema_version set version = 2")
			end := postgres.Hold(t, database.Name, "lock table recipes in row exclusive mode") // a writer that takes long
			p := run(t, database, expand)
			servicetest.Eventually(t, 20*time.Second, "it is in the middle", func() bool {
				return postgres.Count(t, database.Name, waiting) == 1 && postgres.Count(t, database.Name, half) == 1
			})
			if isKilled {
				p.signal(t, syscall.SIGKILL)
			}
			if n := postgres.Count(t, database.Name, cut); n != 1 {
				t.Fatalf("%d connections are cut", n)
			}
			if n := postgres.Count(t, database.Name, half); n != 1 {
				t.Fatal("nothing is left half made: this test tests nothing")
			}
			end()
			if isKilled {
				p = run(t, database, expand)
			}
			if code := p.exitCode(t, 40*time.Second); code != 0 {
				t.Fatalf("exit code %d: %s", code, p.logs)
			}
			if postgres.Count(t, database.Name, half) != 0 || postgres.Count(t, database.Name, whole) != 1 ||
				postgres.Count(t, database.Name, "select version from schema_version") < 3 {
				t.Fatal("the index is not there, or more than one")
			}
		})
	}
}

func TestMigratorTriesUntilItIsTold(t *testing.T) {
	p := run(t, nowhere(t), expand)
	servicetest.Eventually(t, 20*time.Second, "it tries again", func() bool { return strings.Contains(p.logs.String(), "trying again") })
	p.signal(t, syscall.SIGTERM)
	if code := p.exitCode(t, 10*time.Second); code != 1 {
		t.Fatalf("exit code %d: %s", code, p.logs)
	}
	if strings.Contains(p.logs.String(), "gold") {
		t.Fatal("the password is in the logs")
	}
}

func TestFaultMigrate(t *testing.T) {
	code, p := done(t, nowhere(t), expand, "FAULT=migrate")
	if code != 2 || !strings.Contains(p.logs.String(), "FAULT=migrate") {
		t.Fatalf("exit code %d: %s", code, p.logs)
	}
}
