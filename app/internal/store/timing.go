package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/prometheus/client_golang/prometheus"
)

// queryTimes has how long the queries of requests take, from sending them to their last row.
type queryTimes struct{ seconds prometheus.Histogram }

func newQueryTimes() queryTimes {
	return queryTimes{prometheus.NewHistogram(prometheus.HistogramOpts{
		Name:    "alchemorsel_database_query_seconds",
		Help:    "How long queries took, without the wait for a connection.",
		Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
	})}
}

type queryBegan struct{}

// TraceQueryStart and TraceQueryEnd are pgx' hooks around each query.
func (queryTimes) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	return context.WithValue(ctx, queryBegan{}, time.Now())
}

func (q queryTimes) TraceQueryEnd(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryEndData) {
	if began, ok := ctx.Value(queryBegan{}).(time.Time); ok {
		q.seconds.Observe(time.Since(began).Seconds())
	}
}
