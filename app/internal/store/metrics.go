package store

import (
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"
)

// Register adds the metrics of queries and of the pool of connections.
func (s *Store) Register(registry prometheus.Registerer) {
	registry.MustRegister(s.times.seconds)
	gauge := func(name, help string, labels prometheus.Labels, value func(*pgxpool.Stat) int32) {
		registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help, ConstLabels: labels}, func() float64 {
			return float64(value(s.pool.Stat()))
		}))
	}
	counter := func(name, help string, value func(*pgxpool.Stat) float64) {
		registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: help}, func() float64 {
			return value(s.pool.Stat())
		}))
	}
	const connections, help = "alchemorsel_database_connections", "Connections of the pool, by state: used or idle."
	gauge(connections, help, prometheus.Labels{"state": "used"}, (*pgxpool.Stat).AcquiredConns)
	gauge(connections, help, prometheus.Labels{"state": "idle"}, (*pgxpool.Stat).IdleConns)
	gauge(connections+"_max", "Connections that the pool may have.", nil, (*pgxpool.Stat).MaxConns)
	counter("alchemorsel_database_waits_total", "Queries that found no connection free.", func(stat *pgxpool.Stat) float64 {
		return float64(stat.EmptyAcquireCount())
	})
	counter("alchemorsel_database_wait_seconds_total", "How long these waited for one.", func(stat *pgxpool.Stat) float64 {
		return stat.EmptyAcquireWaitTime().Seconds()
	})
}
