package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"alchemorsel.dev/app/internal/config"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/tern/v2/migrate"
)

const (
	// lockTimeout bounds the wait for a table: whoever wants the table meanwhile waits behind this statement.
	lockTimeout = 2 * time.Second
	// statementTimeout bounds how long a statement keeps a table from others. With the wait for it, a request of
	// queryTimeout still gets its turn.
	statementTimeout = 5 * time.Second
	// silenceTimeout frees the locks of a migration whose machine went away without a word.
	silenceTimeout = 30 * time.Second
	// migrateFor is how long the migrations are tried again. Then the program ends and says why; a Job starts it anew.
	migrateFor = 30 * time.Second
)

// PostgreSQL's codes of what is waited for too long, and of a statement that takes too long.
const (
	lockNotAvailable = "55P03"
	queryCanceled    = "57014"
)

// ErrMigration is one that fails again however often it is tried: of its SQL, or of the schema that it finds.
var ErrMigration = errors.New("the migrations cannot run")

// Migrate runs the migrations of a phase that the schema does not have yet, each in a transaction of its own. While the
// database, or a lock in it, can't be had, it tries again.
func Migrate(ctx context.Context, c config.Database, phase Phase, log *slog.Logger) error {
	return ownMigrations().run(ctx, c, phase, log)
}

func (m migrations) run(ctx context.Context, c config.Database, phase Phase, log *slog.Logger) error {
	settings, err := migrationSettings(c)
	if err != nil {
		return err
	}
	enough := time.After(migrateFor)
	for pause := firstRetry; ; pause = min(2*pause, longestRetry) {
		before, after, err := m.try(ctx, settings, phase)
		if err == nil {
			log.Info("migrated", "phase", phase, "from", before, "to", after)
			return nil
		}
		if !mayPass(err) {
			return fmt.Errorf("migrate %s: %w", phase, err)
		}
		log.Warn("trying again", "phase", phase, "error", err)
		select {
		case <-ctx.Done():
			return fmt.Errorf("migrate %s: stopped: %w", phase, err)
		case <-enough:
			return fmt.Errorf("migrate %s: gave up: %w", phase, err)
		case <-time.After(pause):
		}
	}
}

func migrationSettings(c config.Database) (*pgx.ConnConfig, error) {
	pool, err := poolConfig(c)
	if err != nil {
		return nil, fmt.Errorf("database settings: %w", err)
	}
	settings := pool.ConnConfig
	settings.Password, err = config.Secret(c.PasswordFile)
	if err != nil {
		return nil, err
	}
	bound := func(name string, limit time.Duration) {
		settings.RuntimeParams[name] = strconv.FormatInt(limit.Milliseconds(), 10)
	}
	settings.RuntimeParams["application_name"] = "alchemorsel-migrate"
	bound("lock_timeout", lockTimeout)
	bound("statement_timeout", statementTimeout)
	bound("idle_in_transaction_session_timeout", silenceTimeout)
	bound("idle_session_timeout", silenceTimeout)
	return settings, nil
}

// try uses a connection of its own: tern's advisory lock, by which migrations wait for each other, ends with it.
func (m migrations) try(ctx context.Context, settings *pgx.ConnConfig, phase Phase) (before, after int32, err error) {
	conn, err := pgx.ConnectConfig(ctx, settings)
	if err != nil {
		return 0, 0, err
	}
	defer closeConnection(conn)
	migrators := map[Phase]*migrate.Migrator{}
	for _, each := range []Phase{Expand, Contract} {
		// Makes the version's table, so that the app finds both.
		if migrators[each], err = migrate.NewMigrator(ctx, conn, versionTables[each]); err != nil {
			return 0, 0, fmt.Errorf("prepare %s: %w", versionTables[each], err)
		}
	}
	schema, err := readVersions(ctx, conn)
	if err != nil {
		return 0, 0, err
	}
	if obstacle := m.obstacle(phase, schema); obstacle != "" {
		return 0, 0, fmt.Errorf("%w: %s", ErrMigration, obstacle)
	}
	migrator := migrators[phase]
	migrator.Migrations = m[phase]
	before, after = schema[phase], int32(len(m[phase])) // #nosec G115 -- files in the program
	if before >= after {                                // as when a later release has been here
		return before, before, nil
	}
	return before, after, explain(migrator.Migrate(ctx))
}

// obstacle says why a phase must not run on a schema; empty when it may.
func (m migrations) obstacle(phase Phase, schema versions) string {
	if phase == Contract {
		return m.misfit(schema)
	}
	return m.contractedBeyond(schema)
}

// explain tells a migration that can't run from one that can't run now.
func explain(err error) error {
	var refused migrate.MigrationPgError
	if !errors.As(err, &refused) {
		return err
	}
	if refused.Code == queryCanceled {
		return fmt.Errorf("%w: a statement keeps its table from others for more than %s; write it for a table in use, "+
			"as with `create index concurrently` (the app's README says how): %w", ErrMigration, statementTimeout, err)
	}
	if refused.Code == lockNotAvailable || !isOurMistake(err) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrMigration, err)
}

// mayPass tells errors that another try may not meet: no connection, a busy table, another migration that is running.
func mayPass(err error) bool {
	if errors.Is(err, ErrMigration) {
		return false
	}
	var refused *pgconn.PgError
	return !errors.As(err, &refused) || refused.Code == lockNotAvailable || !isOurMistake(err)
}
