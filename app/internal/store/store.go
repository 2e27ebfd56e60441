// Package store keeps recipes in PostgreSQL.
package store

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"alchemorsel.dev/app/internal/config"
	"github.com/exaring/otelpgx"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/multitracer"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	// connectTimeout bounds the way to a database that may not be there.
	connectTimeout = 2 * time.Second
	// queryTimeout bounds each request's use of the database, the wait for a connection included. It leaves time to answer
	// within the request's own ten seconds. A commit may wait for seconds on a disk that others write to as well; to give
	// it up then would lose what only takes long. A database that is gone is found out by Watch, and answered for at once.
	queryTimeout = 8 * time.Second
)

// Store answers with recipe.ErrUnavailable, at once, until Watch has found the database, and in it a schema that suits.
type Store struct {
	pool       *pgxpool.Pool
	log        *slog.Logger
	migrations migrations
	status     atomic.Pointer[Status]
	looked     chan struct{}
	lookOnce   sync.Once
	tags       tagList
	times      queryTimes
}

// Open prepares a store. It does not connect: Watch does.
func Open(c config.Database, log *slog.Logger) (*Store, error) {
	times := newQueryTimes()
	settings, err := poolConfig(c)
	if err != nil {
		return nil, fmt.Errorf("database settings: %w", err)
	}
	settings.ConnConfig.BuildContextWatcherHandler = cancelOnServer
	settings.ConnConfig.Tracer = times
	if c.Traced {
		settings.ConnConfig.Tracer = multitracer.New(times, otelpgx.NewTracer(otelpgx.WithDisableConnectionDetailsInAttributes()))
	}
	pool, err := pgxpool.NewWithConfig(context.Background(), settings)
	if err != nil {
		return nil, fmt.Errorf("database pool: %w", err)
	}
	s := &Store{pool: pool, log: log, migrations: ownMigrations(), times: times, looked: make(chan struct{})}
	s.status.Store(&Status{Database: "not connected yet", Migrations: "not checked yet"})
	return s, nil
}

// Close waits for the queries that run, and closes all connections.
func (s *Store) Close() { s.pool.Close() }

func poolConfig(c config.Database) (*pgxpool.Config, error) {
	address := url.URL{
		Scheme:   "postgres",
		User:     url.User(c.User),
		Host:     net.JoinHostPort(c.Host, c.Port),
		Path:     "/" + c.Name,
		RawQuery: url.Values{"sslmode": {c.SSLMode}}.Encode(),
	}
	settings, err := pgxpool.ParseConfig(address.String())
	if err != nil {
		return nil, err
	}
	settings.MaxConns = int32(max(1, c.Connections-1)) // #nosec G115 -- config allows 10,000; one is for Watch, outside the pool
	settings.ConnConfig.ConnectTimeout = connectTimeout
	settings.ConnConfig.RuntimeParams["application_name"] = "alchemorsel"
	// A search's plan depends on its words: how many recipes have them.
	settings.ConnConfig.RuntimeParams["plan_cache_mode"] = "force_custom_plan"
	// For disks without a head that moves: with the default, a search reads tens of thousands of recipes in their order for a
	// few that its index names. https://www.postgresql.org/docs/current/runtime-config-query.html#GUC-RANDOM-PAGE-COST
	settings.ConnConfig.RuntimeParams["random_page_cost"] = "1.1"
	// The server stops a query that nobody waits for any more.
	settings.ConnConfig.RuntimeParams["statement_timeout"] = strconv.FormatInt(queryTimeout.Milliseconds(), 10)
	// Read for each connection, so that a rotated password needs no restart.
	settings.BeforeConnect = func(_ context.Context, conn *pgx.ConnConfig) error {
		password, err := config.Secret(c.PasswordFile)
		conn.Password = password
		return err
	}
	settings.AfterConnect = func(_ context.Context, conn *pgx.Conn) error {
		// Times read the same wherever the process runs.
		conn.TypeMap().RegisterType(&pgtype.Type{
			Name: "timestamptz", OID: pgtype.TimestamptzOID, Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC},
		})
		return nil
	}
	return settings, nil
}

// connectAlone opens a connection outside the pool, for Watch: its checks say something about the database, however
// busy the pool is.
func (s *Store) connectAlone(ctx context.Context) (*pgx.Conn, error) {
	settings := s.pool.Config()
	settings.ConnConfig.Tracer = nil                             // its checks are nobody's requests
	settings.ConnConfig.BuildContextWatcherHandler = closeAtOnce // a check that takes too long has its answer
	if err := settings.BeforeConnect(ctx, settings.ConnConfig); err != nil {
		return nil, err
	}
	return pgx.ConnectConfig(ctx, settings.ConnConfig)
}
