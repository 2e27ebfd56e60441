package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	checkEvery = time.Second
	// checkTimeout is long enough for a database that is only slow, which costs time and not answers.
	checkTimeout = 3 * time.Second
	firstRetry   = 250 * time.Millisecond
	longestRetry = 2 * time.Second
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

// Looked is closed once Watch has looked for the database, whatever it found: after some milliseconds, or after
// connectTimeout and checkTimeout where nothing answers.
func (s *Store) Looked() <-chan struct{} { return s.looked }

// Watch connects and then checks the database and its schema each second, until the context ends. Whatever fails, it
// starts anew with a growing pause, so a database that comes late, goes away or is replaced by another one is taken up.
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

// watchOnce follows one connection to its end and tells whether it ever answered.
func (s *Store) watchOnce(ctx context.Context) (answered bool) {
	conn, err := s.connect(ctx)
	if err != nil {
		s.report(ctx, Status{Database: "cannot be reached", Migrations: "not checked yet"}, err)
		return false
	}
	defer closeConnection(conn)

	ticker := time.NewTicker(checkEvery)
	defer ticker.Stop()
	for {
		migrations, err := s.check(ctx, conn)
		switch {
		case ctx.Err() != nil:
			return answered
		case err != nil && answered:
			s.log.Warn("database connection lost", "error", err)
			s.pool.Reset() // the pool's connections went with this one; a request should not have to find out
			return answered
		case err != nil:
			s.report(ctx, Status{Database: "does not answer", Migrations: "not checked yet"}, err)
			return answered
		}
		answered = true
		s.report(ctx, Status{Database: OK, Migrations: migrations}, nil)
		select {
		case <-ctx.Done():
		case <-ticker.C:
		}
	}
}

func (s *Store) connect(ctx context.Context) (*pgx.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, connectTimeout)
	defer cancel()
	return s.connectAlone(ctx)
}

// check says how the schema suits this release. It does so for as long as the release runs: a color that a contract has
// made useless must not look ready, or traffic could be moved to it.
func (s *Store) check(ctx context.Context, conn *pgx.Conn) (migrations string, err error) {
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	schema, err := readVersions(ctx, conn)
	if err != nil {
		return "", err
	}
	if misfit := s.migrations.misfit(schema); misfit != "" {
		return misfit, nil
	}
	return OK, nil
}

// report publishes a status and logs it when it is another than before. The program's own end is no news.
func (s *Store) report(ctx context.Context, status Status, err error) {
	if ctx.Err() != nil {
		return
	}
	previous := s.status.Swap(&status)
	s.lookOnce.Do(func() { close(s.looked) })
	if *previous == status {
		return
	}
	if !status.ready() {
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
