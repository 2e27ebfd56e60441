// Alchemorsel is a recipe service. The README has its configuration.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"

	"alchemorsel.dev/app/internal/auth"
	"alchemorsel.dev/app/internal/cache"
	"alchemorsel.dev/app/internal/config"
	"alchemorsel.dev/app/internal/memory"
	"alchemorsel.dev/app/internal/recipe"
	"alchemorsel.dev/app/internal/seed"
	"alchemorsel.dev/app/internal/server"
	"alchemorsel.dev/app/internal/store"
	"alchemorsel.dev/app/internal/tracing"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// version is set by the linker: -ldflags "-X main.version=…".
var version = "dev"

const (
	exitFailure = 1
	// exitPointless says that the same program would end the same way again: of its configuration, its arguments or its
	// migrations. A Job with it is not tried again.
	exitPointless = 2
)

const usage = "usage: alchemorsel, which serves, or: alchemorsel migrate expand|contract, or: alchemorsel seed"

func main() {
	// Who reads the log may go away: its lines are lost then, as on a full disk, and not the requests with them.
	signal.Ignore(syscall.SIGPIPE)
	command, err := parse(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitPointless)
	}
	settings, err := config.Load(os.LookupEnv)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitPointless)
	}
	log := slog.New(tracing.WithIDs(slog.NewJSONHandler(os.Stdout, &slog.HandlerOptions{Level: settings.LogLevel}))).
		With("color", settings.Color, "version", version)
	if err := command(settings, log); err != nil {
		log.Error("stopped", "error", err)
		if errors.Is(err, store.ErrMigration) {
			os.Exit(exitPointless)
		}
		os.Exit(exitFailure)
	}
}

type command func(config.Config, *slog.Logger) error

func parse(args []string) (command, error) {
	if len(args) == 0 {
		return serve, nil
	}
	if len(args) == 2 && args[0] == "migrate" {
		if phase := store.Phase(args[1]); phase == store.Expand || phase == store.Contract {
			return func(settings config.Config, log *slog.Logger) error { return migrate(settings, phase, log) }, nil
		}
	}
	if len(args) == 1 && args[0] == "seed" {
		return sow, nil
	}
	return nil, fmt.Errorf("%q is no command; %s", strings.Join(args, " "), usage)
}

func migrate(settings config.Config, phase store.Phase, log *slog.Logger) error {
	if settings.Fault == config.FaultMigrate {
		return fmt.Errorf("%w: FAULT=%s asks for it", store.ErrMigration, config.FaultMigrate)
	}
	return store.Migrate(untilSignal(log), settings.Database, phase, log)
}

// sow stores the recipes that come with the program, where they are not there yet.
func sow(settings config.Config, log *slog.Logger) error {
	ctx := untilSignal(log)
	database, err := store.Open(settings.Database, log)
	if err != nil {
		return err
	}
	watching, stop := context.WithCancel(ctx)
	defer stop()
	go database.Watch(watching)
	created, err := seed.Run(ctx, database)
	if err == nil {
		log.Info("seeded", "created", created)
	}
	return err
}

func serve(settings config.Config, log *slog.Logger) error {
	if settings.Fault == config.FaultCrash {
		return fmt.Errorf("FAULT=%s asks for this crash", config.FaultCrash)
	}
	log.Info("starting", "processors", runtime.GOMAXPROCS(0), "memoryLimit", memory.Respect())
	ctx := untilSignal(log)
	if settings.TraceEndpoint != "" {
		stop, err := tracing.Start(settings.TraceEndpoint, settings.Color, version, log)
		if err != nil {
			return err
		}
		defer stop()
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))

	database, err := store.Open(settings.Database, log)
	if err != nil {
		return err
	}
	database.Register(registry)
	// The watchers do not end with the signal: the drain still answers requests.
	background, stop := context.WithCancel(tracing.Untraced(context.Background()))
	defer stop()
	go database.Watch(background)

	recipes, cacheCheck := withCache(background, settings.Cache, database, registry, log)
	checks := []server.Check{
		{Name: "database", State: func() string { return database.Status().Database }},
		{Name: "migrations", State: func() string { return database.Status().Migrations }},
		cacheCheck,
	}
	if settings.Fault == config.FaultNeverReady {
		checks = append(checks, server.Check{Name: "fault", State: func() string { return config.FaultNeverReady }})
	}
	info := server.Info{
		Color: settings.Color, Version: version, Fault: settings.Fault, RateLimit: settings.RateLimit, Proxies: settings.Proxies,
		Traced: settings.TraceEndpoint != "",
	}
	editor := auth.New(settings.EditorKeyFile, server.ClientOf(settings.Proxies), log)
	// A container that starts again has the address of the one before, and is sent requests until the cluster has seen that it
	// isn't ready: they shouldn't be answered with 503 for want of one look.
	select {
	case <-database.Looked():
	case <-ctx.Done():
	}
	if err := server.New(info, recipes, editor, checks, registry, log).Run(ctx, settings.Listen, settings.Drain); err != nil {
		return err // without Close, which would wait for the requests that hang
	}
	database.Close()
	return nil
}

// withCache puts the cache in front of the store, if one is configured.
func withCache(ctx context.Context, settings *config.Cache, database *store.Store, registry *prometheus.Registry, log *slog.Logger) (recipe.Store, server.Check) {
	check := server.Check{Name: "cache", Optional: true, State: func() string { return "not configured" }}
	if settings == nil {
		return database, check
	}
	redis := cache.Open(*settings, log)
	go redis.Watch(ctx)
	check.State = func() string {
		if redis.Available() {
			return "ok"
		}
		return "not available, reads go on without it"
	}
	return cache.NewRecipes(database, redis, registry), check
}

// untilSignal returns a context that the first SIGTERM or SIGINT ends. The second one ends the program at once; it does
// so by hand, because the kernel ignores unhandled signals of a container's first process.
func untilSignal(log *slog.Logger) context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	go func() {
		<-signals
		cancel()
		<-signals
		log.Warn("second signal: not waiting for requests in flight")
		os.Exit(exitFailure)
	}()
	return ctx
}
