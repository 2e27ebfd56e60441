package store

import (
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgconn/ctxwatch"
)

const (
	// cancelAfter lets queries that end by themselves do so: most take less.
	cancelAfter = 50 * time.Millisecond
	// closeAfter is for a server that does not answer any more. With queryTimeout it still leaves time for the request's answer.
	closeAfter = time.Second
)

// cancelOnServer has the server end a query that nobody waits for any more. pgx by itself closes the connection, and the
// next request would wait for a new one.
func cancelOnServer(conn *pgconn.PgConn) ctxwatch.Handler {
	return &pgconn.CancelRequestContextWatcherHandler{Conn: conn, CancelRequestDelay: cancelAfter, DeadlineDelay: closeAfter}
}

// closeAtOnce is pgx' own way.
func closeAtOnce(conn *pgconn.PgConn) ctxwatch.Handler {
	return &pgconn.DeadlineContextWatcherHandler{Conn: conn.Conn()}
}
