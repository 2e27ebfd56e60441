package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"alchemorsel.dev/app/internal/config"
	"alchemorsel.dev/app/internal/recipe"
	"alchemorsel.dev/app/internal/servicetest"
	"alchemorsel.dev/app/internal/store"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/tern/v2/migrate"
)

// next are the migrations of a release after this one.
func next(t *testing.T, expand, contract string) fs.FS {
	t.Helper()
	own, err := fs.Glob(store.OwnFiles, "*")
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("%03d_next", ownMigrations(t)+1)
	files := fstest.MapFS{name + ".expand.sql": {Data: []byte(expand)}}
	if contract != "" {
		files[name+".contract.sql"] = &fstest.MapFile{Data: []byte(contract)}
	}
	for _, name := range own {
		sql, err := fs.ReadFile(store.OwnFiles, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: sql}
	}
	return files
}

// ownMigrations is how many expand migrations this release has.
func ownMigrations(t *testing.T) int {
	t.Helper()
	own, err := fs.Glob(store.OwnFiles, "*.expand.sql")
	if err != nil {
		t.Fatal(err)
	}
	return len(own)
}

func run(files fs.FS, c config.Database, phase store.Phase) error {
	return store.MigrateWith(context.Background(), files, c, phase, quiet)
}

func mustRun(t *testing.T, files fs.FS, c config.Database, phase store.Phase) {
	t.Helper()
	if err := run(files, c, phase); err != nil {
		t.Fatal(err)
	}
}

func eventuallyMigrations(t *testing.T, s *store.Store, text string) {
	t.Helper()
	servicetest.Eventually(t, 20*time.Second, "migrations: "+text, func() bool {
		return strings.Contains(s.Status().Migrations, text)
	})
}

func TestMigrate(t *testing.T) {
	postgres := servicetest.StartPostgres(t)

	t.Run("many at once run one after the other, each migration once", func(t *testing.T) {
		database := postgres.NewDatabase(t)
		files := next(t, "create table tally (); select pg_sleep(0.5)", "")
		var group sync.WaitGroup
		for range 6 {
			group.Go(func() {
				if err := run(files, database, store.Expand); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if n := postgres.Count(t, database.Name, "select sum(version) from schema_version"); n != ownMigrations(t)+1 {
			t.Fatalf("version %d", n)
		}
	})

	t.Run("one that fails leaves nothing, and is not tried again", func(t *testing.T) {
		database := postgres.NewDatabase(t)
		err := run(next(t, "create table half (); alter table nowhere add column x integer", ""), database, store.Expand)
		if !errors.Is(err, store.ErrMigration) || !strings.Contains(err.Error(), "_next.expand.sql") || !strings.Contains(err.Error(), "nowhere") {
			t.Fatalf("got %v", err)
		}
		if n := postgres.Count(t, database.Name, "select count(*) from pg_tables where tablename = 'half'"); n != 0 {
			t.Fatal("half of it is there")
		}
		mustRun(t, next(t, "create table half ()", ""), database, store.Expand)
	})

	t.Run("a statement that would keep a table for long is ended, and the error says how to write it", func(t *testing.T) {
		database := postgres.NewDatabase(t)
		err := run(next(t, "lock table recipes; select pg_sleep(60)", ""), database, store.Expand)
		if !errors.Is(err, store.ErrMigration) || !strings.Contains(err.Error(), "concurrently") {
			t.Fatalf("got %v", err)
		}
	})

	t.Run("one for a table in use runs outside a transaction", func(t *testing.T) {
		database := postgres.NewDatabase(t)
		mustRun(t, next(t, "---- tern: disable-tx ----\nset statement_timeout = 0;\ncreate index concurrently next on recipes (title);", ""), database, store.Expand)
	})

	t.Run("one that waits for a table lets the requests through", func(t *testing.T) {
		database := postgres.NewDatabase(t)
		s := ready(t, database)
		created := mustCreate(t, s, soup(), "")
		end := postgres.Hold(t, database.Name, "select from recipes")
		var log bytes.Buffer
		finished := make(chan error)
		var group sync.WaitGroup
		group.Go(func() {
			logger := slog.New(slog.NewTextHandler(&log, nil))
			finished <- store.MigrateWith(context.Background(), next(t, "alter table recipes add column stars integer", ""), database, store.Expand, logger)
		})
		waiting := "select count(*) from pg_stat_activity where query like 'alter table%' and wait_event_type = 'Lock'"
		tries := "select count(*) from pg_stat_activity where application_name = 'alchemorsel-migrate'"
		for _, condition := range []string{waiting, waiting} {
			servicetest.Eventually(t, 20*time.Second, "it waits", func() bool { return postgres.Count(t, database.Name, condition) == 1 })
			if _, err := s.Get(context.Background(), created.ID); err != nil {
				t.Fatal(err)
			}
			servicetest.Eventually(t, 20*time.Second, "it lets go", func() bool { return postgres.Count(t, database.Name, tries) == 0 })
		}
		end()
		if err := <-finished; err != nil {
			t.Fatal(err)
		}
		group.Wait()
		if !strings.Contains(log.String(), "trying again") {
			t.Fatalf("got %s", log.String())
		}
	})
}

// TestTakeOver: the database of a release that migrated itself at its start.
func TestTakeOver(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	database := postgres.NewDatabase(t)
	migrateAsBefore(t, database)
	s := watch(t, database)
	eventuallyMigrations(t, s, "the schema has 1 of the")
	mustRun(t, store.OwnFiles, database, store.Expand)
	eventuallyMigrations(t, s, "ok")
	created := mustCreate(t, s, soup(), "key")
	mustRun(t, store.OwnFiles, database, store.Contract)
	if got, err := s.Get(context.Background(), created.ID); err != nil || got.Title != created.Title {
		t.Fatalf("got %v, %v", got, err)
	}
	migrateAsBefore(t, database) // the release before starts on it, as after a rollback
	mustRun(t, next(t, "alter table recipes add column stars integer", ""), database, store.Expand)
	migrateAsBefore(t, database)
	if !isReady(s) {
		t.Fatal("not ready")
	}
}

// TestTwoRoles: the app needs no right to change the schema, and its migrations can't run without it.
func TestTwoRoles(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	owner, app := postgres.NewDatabaseOfTwoRoles(t)
	s := watch(t, app)
	eventuallyMigrations(t, s, "run `migrate expand`")
	files := next(t, "alter table recipes add column stars integer", "alter table recipes drop column stars")

	if err := run(store.OwnFiles, app, store.Expand); err == nil || !strings.Contains(err.Error(), "permission denied") {
		t.Fatalf("the app's role made the schema: %v", err)
	}
	mustRun(t, store.OwnFiles, owner, store.Expand)
	if err := run(files, app, store.Expand); !errors.Is(err, store.ErrMigration) || !strings.Contains(err.Error(), "must be owner of table recipes") {
		t.Fatalf("the app's role altered a table: %v", err)
	}

	servicetest.Eventually(t, 20*time.Second, "it is ready", func() bool { return isReady(s) })
	migrateAsBefore(t, app) // a release that migrated itself at its start begins on it as well
	for _, phase := range []store.Phase{store.Expand, store.Contract} {
		created := mustCreate(t, s, soup(), "")
		if _, err := s.Update(context.Background(), created.ID, soup(), recipe.AnyVersion); err != nil {
			t.Fatal(err)
		}
		mustRun(t, files, owner, phase)
	}
	if created := mustCreate(t, s, soup(), ""); s.Delete(context.Background(), created.ID, recipe.AnyVersion) != nil {
		t.Fatal("can't delete")
	}
}

// migrateAsBefore does what the releases did that had no `migrate expand`.
func migrateAsBefore(t *testing.T, c config.Database) {
	t.Helper()
	ctx := context.Background()
	password, err := config.Secret(c.PasswordFile)
	if err != nil {
		t.Fatal(err)
	}
	settings, err := pgx.ParseConfig("host=" + c.Host + " port=" + c.Port + " user=" + c.User + " dbname=" + c.Name)
	if err != nil {
		t.Fatal(err)
	}
	settings.Password = password
	conn, err := pgx.ConnectConfig(ctx, settings)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	migrator, err := migrate.NewMigrator(ctx, conn, "public.schema_version")
	if err != nil {
		t.Fatal(err)
	}
	first, err := fs.ReadFile(store.OwnFiles, "001_recipes.expand.sql")
	if err != nil {
		t.Fatal(err)
	}
	migrator.AppendMigration("001_recipes.sql", string(first), "")
	version, err := migrator.GetCurrentVersion(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if version < 1 {
		err = migrator.Migrate(ctx)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestTwoReleases: this one and the next on one database, through all states of its schema.
func TestTwoReleases(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	database := postgres.NewDatabase(t)
	this := ready(t, database)
	files := next(t, "alter table recipes add column next integer not null default 0", "alter table recipes drop column idempotency_hash")
	opened, err := store.OpenWith(files, database, quiet)
	if err != nil {
		t.Fatal(err)
	}
	later := watched(t, opened)

	eventuallyMigrations(t, later, fmt.Sprintf("the schema has %d of the %d migrations that this release needs: run `migrate expand`",
		ownMigrations(t), ownMigrations(t)+1))
	if err := run(files, database, store.Contract); !errors.Is(err, store.ErrMigration) {
		t.Fatalf("contracted before it was expanded: %v", err)
	}
	mustRun(t, files, database, store.Expand)
	eventuallyMigrations(t, later, "ok")
	mustRun(t, store.OwnFiles, database, store.Expand) // of the other color, whose Job runs again
	mustRun(t, store.OwnFiles, database, store.Contract)
	for _, s := range []*store.Store{this, later, ready(t, database)} {
		created := mustCreate(t, s, soup(), "")
		if _, err := s.Update(context.Background(), created.ID, soup(), recipe.AnyVersion); err != nil || !isReady(s) {
			t.Fatalf("%v, %+v", err, s.Status())
		}
	}

	mustRun(t, files, database, store.Contract)
	mustRun(t, files, database, store.Contract)
	mustRun(t, files, database, store.Expand)
	eventuallyMigrations(t, this, "run a later release")
	if _, err := this.Search(context.Background(), recipe.Search{Limit: 1}); !errors.Is(err, recipe.ErrUnavailable) {
		t.Fatalf("got %v", err)
	}
	if !isReady(later) {
		t.Fatalf("got %+v", later.Status())
	}
	if err := run(store.OwnFiles, database, store.Expand); !errors.Is(err, store.ErrMigration) {
		t.Fatalf("a release that is too old was let in: %v", err)
	}
}

func TestNamesOfMigrations(t *testing.T) {
	for name, want := range map[string]string{
		"002_two.sql":          "is not named like",
		"002_two.expand.sql":   "",
		"003_three.expand.sql": "should have the number 002",
		"001_one.contract.sql": "",
		"001_two.contract.sql": "has no expand of its number and name",
		"001_two.expand.sql":   "should have the number 002",
	} {
		err := store.LoadMigrations(fstest.MapFS{"001_one.expand.sql": {}, name: {}})
		if (err == nil) != (want == "") || (err != nil && !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
