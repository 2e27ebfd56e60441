package cache

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/config"
	"alchemorsel.dev/app/internal/recipe"
	"alchemorsel.dev/app/internal/servicetest"
	"github.com/alicebob/miniredis/v2"
	"github.com/gomodule/redigo/redis"
	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
)

var (
	background = context.Background()
	id         = uuid.MustParse("0199aaaa-0000-7000-8000-000000000001")
)

// fakeStore holds one recipe and counts how often it is read.
type fakeStore struct {
	recipe.Store
	title     string
	reads     atomic.Int32
	afterRead func() // runs after a read, before its answer
}

func (f *fakeStore) Get(context.Context, uuid.UUID) (recipe.Recipe, error) {
	f.reads.Add(1)
	found := stored(f.title)
	if f.afterRead != nil {
		f.afterRead()
	}
	return found, nil
}

func (f *fakeStore) Update(_ context.Context, _ uuid.UUID, d recipe.Draft, _ int) (recipe.Recipe, error) {
	f.title = d.Title
	return recipe.Recipe{ID: id, Draft: d}, nil
}

func (f *fakeStore) Delete(context.Context, uuid.UUID, int) error { return nil }

func (f *fakeStore) Rate(context.Context, uuid.UUID, string, int) (recipe.Rating, error) {
	return recipe.Rating{Average: 5, Count: 1}, nil
}

func open(t *testing.T, c config.Cache) *Cache {
	t.Helper()
	cache := Open(c, slog.New(slog.NewTextHandler(io.Discard, nil)))
	t.Cleanup(func() { cache.Close() })
	return cache
}

func withRedis(t *testing.T, c config.Cache) (*Recipes, *fakeStore) {
	t.Helper()
	cache := open(t, c)
	servicetest.Eventually(t, 5*time.Second, "the cache is available", func() bool { // a busy machine may be slow
		cache.probe(background)
		return cache.Available()
	})
	store := &fakeStore{title: "Soup"}
	return NewRecipes(store, cache, prometheus.NewRegistry()), store
}

func title(t *testing.T, r *Recipes) string {
	t.Helper()
	found, err := r.Get(background, id)
	if err != nil {
		t.Fatal(err)
	}
	return found.Title
}

// Each promise holds with the fake, which is always there, and with the real Redis, if there is one.
func TestCache(t *testing.T) {
	t.Run("fake", func(t *testing.T) {
		testPromises(t, func(t *testing.T) config.Cache { return config.Cache{Address: miniredis.RunT(t).Addr()} })
	})
	t.Run("real", func(t *testing.T) {
		testPromises(t, func(t *testing.T) config.Cache { return servicetest.StartRedis(t).Config() })
	})
}

func testPromises(t *testing.T, start func(*testing.T) config.Cache) {
	t.Run("the second read is a hit", func(t *testing.T) {
		recipes, store := withRedis(t, start(t))
		first, second := title(t, recipes), title(t, recipes)
		if first != "Soup" || second != "Soup" || store.reads.Load() != 1 {
			t.Fatalf("%s, %s, %d reads", first, second, store.reads.Load())
		}
	})
	t.Run("a change is seen at once", func(t *testing.T) {
		recipes, _ := withRedis(t, start(t))
		title(t, recipes)
		if _, err := recipes.Update(background, id, recipe.Draft{Title: "Stew"}, recipe.AnyVersion); err != nil {
			t.Fatal(err)
		}
		if got := title(t, recipes); got != "Stew" {
			t.Fatalf("got %s", got)
		}
	})
	t.Run("a slow reader does not write the old recipe back", func(t *testing.T) {
		recipes, store := withRedis(t, start(t))
		store.afterRead = func() {
			store.afterRead = nil
			_, _ = recipes.Update(background, id, recipe.Draft{Title: "Stew"}, recipe.AnyVersion)
		}
		if got := title(t, recipes); got != "Soup" {
			t.Fatalf("the slow reader got %s", got)
		}
		if got := title(t, recipes); got != "Stew" {
			t.Fatalf("the next reader got %s", got)
		}
	})
	t.Run("many who miss at once read once", func(t *testing.T) {
		recipes, store := withRedis(t, start(t))
		blocked := make(chan struct{})
		store.afterRead = func() { <-blocked }
		impatient, cancel := context.WithCancel(background)
		gone := make(chan error)
		go func() { _, err := recipes.Get(impatient, id); gone <- err }()
		servicetest.Eventually(t, 5*time.Second, "the first reads", func() bool { return store.reads.Load() == 1 })
		var group sync.WaitGroup
		for range 50 {
			group.Go(func() {
				if got := title(t, recipes); got != "Soup" {
					t.Errorf("got %s", got)
				}
			})
		}
		servicetest.Eventually(t, 5*time.Second, "all have missed", func() bool {
			asked := 0.0 // a busy machine may open the circuit
			for _, result := range []string{"miss", "skipped"} {
				asked += testutil.ToFloat64(recipes.lookups.WithLabelValues(result))
			}
			return asked == 51
		})
		cancel()
		if err := <-gone; !errors.Is(err, context.Canceled) {
			t.Errorf("the first went away, and got %v", err)
		}
		close(blocked)
		group.Wait()
		// Who missed, and came to wait only after the answer, reads again; it is one of few.
		if n := store.reads.Load(); n > 3 {
			t.Errorf("%d reads", n)
		}
	})
	t.Run("a rating forgets the copy", func(t *testing.T) {
		recipes, store := withRedis(t, start(t))
		title(t, recipes)
		if _, err := recipes.Rate(background, id, "rater", 5); err != nil {
			t.Fatal(err)
		}
		title(t, recipes)
		if store.reads.Load() != 2 {
			t.Fatalf("%d reads", store.reads.Load())
		}
	})
	t.Run("whatever is no copy of this recipe is a miss, and replaced", func(t *testing.T) {
		recipes, store := withRedis(t, start(t))
		for name, copy := range foreign(t) {
			key := keyPrefix + id.String()
			if _, err := recipes.cache.redis.do(background, "SET", key, copy, "EX", 3600); err != nil {
				t.Fatal(err)
			}
			before := store.reads.Load()
			if got := title(t, recipes); got != "Soup" || store.reads.Load() != before+1 {
				t.Errorf("%s: got %s", name, got)
			}
			left, err := redis.String(recipes.cache.redis.do(background, "GET", key))
			lasts, lastsErr := redis.Int(recipes.cache.redis.do(background, "TTL", key))
			if err != nil || lastsErr != nil || left == copy || lasts > int(lifetime.Seconds()) {
				t.Errorf("%s: it stays, %q for %d s, %v, %v", name, left, lasts, err, lastsErr)
			}
		}
	})
	t.Run("a deletion forgets the copy", func(t *testing.T) {
		recipes, store := withRedis(t, start(t))
		title(t, recipes)
		if err := recipes.Delete(background, id, recipe.AnyVersion); err != nil {
			t.Fatal(err)
		}
		title(t, recipes)
		if store.reads.Load() != 2 {
			t.Fatalf("%d reads", store.reads.Load())
		}
	})
}

// foreign are texts that may stand in the place of a copy, by what they are.
func foreign(t *testing.T) map[string]string {
	t.Helper()
	of := func(change func(*recipe.Recipe)) string {
		r := stored("Foreign")
		change(&r)
		text, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	return map[string]string{
		"garbage": "\xff\x00", "a list": "[]", "null": "null", "a number": "7", "another program's": `{"version":3,"user":"x"}`,
		"of the release before": `{"id":"` + id.String() + `","title":"Old"}`,
		"half of one":           of(func(*recipe.Recipe) {})[:80],
		"another recipe":        of(func(r *recipe.Recipe) { r.ID = uuid.Max }),
		"without steps":         of(func(r *recipe.Recipe) { r.Steps = nil }),
		"without tags":          of(func(r *recipe.Recipe) { r.Tags = nil }),
		"with a NUL":            of(func(r *recipe.Recipe) { r.Description = "\x00" }),
		"without servings":      of(func(r *recipe.Recipe) { r.Servings = 0 }),
		"of a version below 1":  of(func(r *recipe.Recipe) { r.Version = -1 }),
		"with a million stars":  of(func(r *recipe.Recipe) { r.Rating = recipe.Rating{Average: 1e6, Count: 1} }),
	}
}

// stored is the recipe of the store.
func stored(title string) recipe.Recipe {
	return recipe.Recipe{ID: id, Version: 1, Draft: recipe.Draft{
		Title: title, Ingredients: []string{"water"}, Steps: []string{"Boil."}, Tags: []string{}, Servings: 2,
	}}
}

// FuzzCopy: what is read from Redis is this recipe, as it could have been stored, and can be shown.
func FuzzCopy(f *testing.F) {
	good, err := json.Marshal(stored("Soup"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(strings.Replace(string(good), "1", "2", 1)))
	f.Add([]byte(`{"ID":"` + id.String() + `","Title":"x","version":1e0}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		found, ok := parseCopy(id, text)
		if !ok {
			return
		}
		again, err := json.Marshal(found)
		if err != nil || found.ID != id || len(found.Validate()) > 0 || found.Version < 1 {
			t.Fatalf("%q is %+v, %v", text, found, err)
		}
		if _, ok := parseCopy(id, again); !ok {
			t.Fatalf("%q is a copy, %q is none", text, again)
		}
	})
}

func TestMetricsTellWhetherRedisIsThere(t *testing.T) {
	redis := miniredis.RunT(t)
	cache := open(t, config.Cache{Address: redis.Addr()})
	registry := prometheus.NewRegistry()
	NewRecipes(&fakeStore{}, cache, registry)
	expect := func(value string) {
		t.Helper()
		cache.probe(background)
		want := "# HELP alchemorsel_cache_available 1, or 0 while reads go on without Redis.\n# TYPE alchemorsel_cache_available gauge\nalchemorsel_cache_available " + value + "\n"
		if err := testutil.GatherAndCompare(registry, strings.NewReader(want), "alchemorsel_cache_available"); err != nil {
			t.Fatal(err)
		}
	}
	expect("1")
	redis.Close()
	expect("0")
}

func TestDeadRedisCostsNothing(t *testing.T) {
	redis := miniredis.RunT(t)
	recipes, store := withRedis(t, config.Cache{Address: redis.Addr()})
	redis.Close()
	title(t, recipes) // finds out
	start := time.Now()
	for range 10_000 {
		title(t, recipes)
	}
	if took := time.Since(start); took > 2*time.Second || store.reads.Load() != 10_001 {
		t.Fatalf("10,000 reads took %s, %d reached the store", took, store.reads.Load())
	}
}

func TestHungRedisCostsOneTimeout(t *testing.T) {
	for name, tls := range map[string]bool{"plain": false, "TLS": true} {
		t.Run(name, func(t *testing.T) {
			recipes, _ := withRedis(t, config.Cache{Address: miniredis.RunT(t).Addr()})
			recipes.cache.redis = open(t, config.Cache{Address: deaf(t), TLS: tls}).redis
			start := time.Now()
			title(t, recipes)
			if took := time.Since(start); took > commandTimeout+500*time.Millisecond || recipes.cache.Available() {
				t.Fatalf("took %s, available: %t", took, recipes.cache.Available())
			}
		})
	}
}

// A Redis that is too slow for a command stays away: it does not come back with each probe, to cost a request its time and
// the log a line.
func TestSlowRedisStaysAway(t *testing.T) {
	var logs bytes.Buffer
	cache := Open(config.Cache{Address: slow(t, miniredis.RunT(t).Addr())}, slog.New(slog.NewTextHandler(&logs, nil)))
	defer cache.Close()
	for range 3 {
		cache.probe(background)
	}
	if cache.Available() || strings.Count(logs.String(), "\n") != 1 || !strings.Contains(logs.String(), "not available") {
		t.Fatalf("available: %t, log: %s", cache.Available(), logs.String())
	}
}

// slow is in front of a Redis, and hands on its answers late: soon enough for a probe, too late for a command.
func slow(t *testing.T, redis string) string {
	t.Helper()
	return servicetest.Listen(t, func(client net.Conn) {
		server, err := net.Dial("tcp", redis)
		if err != nil {
			return
		}
		defer server.Close()
		go func() { _, _ = io.Copy(server, client) }()
		for answer := make([]byte, 4096); ; {
			n, err := server.Read(answer)
			if err != nil {
				return
			}
			time.Sleep(commandTimeout + commandTimeout/2)
			_, _ = client.Write(answer[:n])
		}
	})
}

func TestWhatIsNoRedisIsAway(t *testing.T) {
	for name, answer := range map[string]string{
		"another service": "HTTP/1.1 400 Bad Request\r\n\r\n", "rubbish": "\x00\xff\xfe", "a size beyond memory": "$999999999999\r\n",
		"a list without an end": strings.Repeat("*1\r\n", 10_000), "a failure": "-ERR no\r\n", "nothing": "",
	} {
		t.Run(name, func(t *testing.T) {
			recipes, store := withRedis(t, config.Cache{Address: miniredis.RunT(t).Addr()})
			recipes.cache.redis = open(t, config.Cache{Address: servicetest.Listen(t, func(client net.Conn) {
				_, _ = io.ReadAtLeast(client, make([]byte, 4096), 1)
				_, _ = io.WriteString(client, answer)
			})}).redis
			if got := title(t, recipes); got != "Soup" || store.reads.Load() != 1 || recipes.cache.Available() {
				t.Fatalf("got %q, %d reads, available: %t", got, store.reads.Load(), recipes.cache.Available())
			}
		})
	}
}

// deaf accepts connections and never answers.
func deaf(t *testing.T) string {
	t.Helper()
	return servicetest.Silent(t).Addr().String()
}

func TestRedisComesBack(t *testing.T) {
	redis := servicetest.StartRedis(t)
	cache := open(t, redis.Config())
	ctx, cancel := context.WithCancel(background)
	defer cancel()
	go cache.Watch(ctx)
	servicetest.Eventually(t, 5*time.Second, "available", cache.Available)
	redis.Kill()
	servicetest.Eventually(t, 5*time.Second, "away", func() bool { return !cache.Available() })
	redis.Start(t)
	servicetest.Eventually(t, 5*time.Second, "available again", cache.Available)
}

func TestUserWithAPassword(t *testing.T) {
	server := servicetest.StartRedis(t)
	admin := open(t, server.Config())
	if _, err := admin.redis.do(background, "ACL", "SETUSER", "alchemist", "on", ">gold", "~*", "+@all"); err != nil {
		t.Fatal(err)
	}
	c := server.Config()
	c.User, c.PasswordFile = "alchemist", servicetest.WriteFile(t, "password", "gold\n")
	if user, err := redis.String(open(t, c).redis.do(background, "ACL", "WHOAMI")); err != nil || user != "alchemist" {
		t.Fatalf("%s, %v", user, err)
	}
}

func TestImpatientClientsDoNotOpenTheCircuit(t *testing.T) {
	recipes, _ := withRedis(t, config.Cache{Address: miniredis.RunT(t).Addr()})
	gone, cancel := context.WithCancel(background)
	cancel()
	err := recipes.cache.run(gone, func(ctx context.Context) error { return ctx.Err() })
	if !errors.Is(err, context.Canceled) || !recipes.cache.Available() {
		t.Fatalf("%v, available: %t", err, recipes.cache.Available())
	}
}
