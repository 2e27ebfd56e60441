package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
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

// rollBack ends the transaction of a request that was given up too: with an open one, the connection would be closed.
func rollBack(ctx context.Context, tx pgx.Tx) {
	bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeAfter)
	defer cancel()
	_ = tx.Rollback(bounded) // fails where it is committed, or the connection is lost
}

// closeAtOnce is pgx' own way.
func closeAtOnce(conn *pgconn.PgConn) ctxwatch.Handler {
	return &pgconn.DeadlineContextWatcherHandler{Conn: conn.Conn()}
}
