package store_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/servicetest"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
)

// An operator sees that the pool is used up, and that requests wait.
func TestPoolMetrics(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	database := postgres.NewDatabase(t)
	database.Connections = 2 // one of them watches
	s := ready(t, database)
	registry := prometheus.NewRegistry()
	s.Register(registry)
	created := mustCreate(t, s, soup(), "")
	unlock := postgres.Lock(t, database.Name, "recipes")
	done := make(chan error, 2)
	for range 2 {
		go func() { _, err := s.Get(context.Background(), created.ID); done <- err }()
	}
	used := `
		# HELP alchemorsel_database_connections Connections of the pool, by state: used or idle.
		# TYPE alchemorsel_database_connections gauge
		alchemorsel_database_connections{state="idle"} 0
		alchemorsel_database_connections{state="used"} 1
		# HELP alchemorsel_database_connections_max Connections that the pool may have.
		# TYPE alchemorsel_database_connections_max gauge
		alchemorsel_database_connections_max 1
	`
	servicetest.Eventually(t, 5*time.Second, "the pool is used up", func() bool {
		return testutil.GatherAndCompare(registry, strings.NewReader(used), "alchemorsel_database_connections", "alchemorsel_database_connections_max") == nil
	})
	unlock()
	for range 2 {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	waited := map[string]float64{}
	for _, family := range families {
		metric := family.GetMetric()[0]
		waited[family.GetName()] = metric.GetCounter().GetValue() + float64(metric.GetHistogram().GetSampleCount())
	}
	// One that makes the recipe and two that read it, at least; those that watch are not among them.
	if queries := waited["alchemorsel_database_query_seconds"]; queries < 3 {
		t.Fatalf("%v queries were timed", queries)
	}
	if waited["alchemorsel_database_waits_total"] < 1 || waited["alchemorsel_database_wait_seconds_total"] <= 0 {
		t.Fatalf("got %v", waited)
	}
}
