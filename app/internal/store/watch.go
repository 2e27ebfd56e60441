package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	checkEvery       = time.Second
	checkTimeout     = time.Second
	migrationTimeout = time.Minute
	firstRetry       = 250 * time.Millisecond
	longestRetry     = 2 * time.Second
)

// OK is the state of a part that works.
const OK = "ok"

// Status says how the database does: OK, or in a few words what is wrong. It names no host and no user, since the
// readiness probe shows it to anybody.
type Status struct {
	Database   string
	Migrations string
}

func (s Status) ready() bool { return s.Database == OK && s.Migrations == OK }

// Status returns what Watch saw last; it costs nothing.
func (s *Store) Status() Status { return *s.status.Load() }

// Watch connects, migrates and then checks the database each second, until the context ends. Whatever fails, it starts
// anew with a growing pause, so a database that comes late, goes away or is replaced by an empty one is taken up.
func (s *Store) Watch(ctx context.Context) {
	pause := firstRetry
	for ctx.Err() == nil {
		if s.watchOnce(ctx) {
			pause = firstRetry
			continue // at once: the database counts as away only when it cannot be reached again
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
			pause = min(2*pause, longestRetry)
		}
	}
}

// watchOnce follows one connection to its end and tells whether it was ever ready.
func (s *Store) watchOnce(ctx context.Context) bool {
	conn, err := s.connect(ctx)
	if err != nil {
		s.report(ctx, Status{Database: "cannot be reached", Migrations: "not checked yet"}, err)
		return false
	}
	defer closeConnection(conn)

	if err := s.migrate(ctx, conn); err != nil {
		s.report(ctx, Status{Database: OK, Migrations: "failed"}, err)
		return false
	}
	s.report(ctx, Status{Database: OK, Migrations: OK}, nil)

	if err := checkUntilFailure(ctx, conn); ctx.Err() == nil {
		s.log.Warn("database connection lost", "error", err)
		s.pool.Reset() // the pool's connections went with this one; a request should not have to find out
	}
	return true
}

func (s *Store) connect(ctx context.Context) (*pgx.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, connectTimeout)
	defer cancel()
	return s.connectAlone(ctx)
}

func (s *Store) migrate(ctx context.Context, conn *pgx.Conn) error {
	if s.Status().Migrations != OK {
		s.report(ctx, Status{Database: OK, Migrations: "running, or waiting for another pod's"}, nil)
	}
	ctx, cancel := context.WithTimeout(ctx, migrationTimeout)
	defer cancel()
	before, after, err := applyMigrations(ctx, conn)
	if err == nil && after != before {
		s.log.Info("schema migrated", "from", before, "to", after)
	}
	return err
}

func checkUntilFailure(ctx context.Context, conn *pgx.Conn) error {
	ticker := time.NewTicker(checkEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticker.C:
			if err := check(ctx, conn); err != nil {
				return err
			}
		}
	}
}

func check(ctx context.Context, conn *pgx.Conn) error {
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	return conn.Ping(ctx)
}

// report publishes a status and logs it when it is another than before. The program's own end is no news.
func (s *Store) report(ctx context.Context, status Status, err error) {
	if ctx.Err() != nil {
		return
	}
	if previous := s.status.Swap(&status); *previous == status {
		return
	}
	if err != nil {
		s.log.Error("database is not ready", "database", status.Database, "migrations", status.Migrations, "error", err)
		return
	}
	s.log.Info("database", "database", status.Database, "migrations", status.Migrations)
}

func closeConnection(conn *pgx.Conn) {
	ctx, cancel := context.WithTimeout(context.Background(), checkTimeout)
	defer cancel()
	_ = conn.Close(ctx) // nothing to do about it: the server drops the connection anyway
}
