package cache

import (
	"context"
	"encoding/json"
	"time"

	"alchemorsel.dev/app/internal/recipe"
	"github.com/gomodule/redigo/redis"
	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/singleflight"
)

const (
	// lifetime bounds how long a stale copy lives when Redis could not be told of a change.
	lifetime = 30 * time.Second
	// tombstoneLifetime is longer than any request takes, see forget.
	tombstoneLifetime = 20 * time.Second
	// The number is of the copy's form: the two colors share one Redis, so another form needs another number.
	keyPrefix = "recipe:1:"
)

// Recipes is a store whose Get asks the cache first.
type Recipes struct {
	recipe.Store
	cache   *Cache
	lookups *prometheus.CounterVec
	reading singleflight.Group
}

// NewRecipes puts the cache in front of the store and registers its metrics.
func NewRecipes(store recipe.Store, cache *Cache, registry prometheus.Registerer) *Recipes {
	lookups := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "alchemorsel_cache_lookups_total",
		Help: "Recipes asked of the cache, by result: hit, miss, or skipped because Redis is away.",
	}, []string{"result"})
	available := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "alchemorsel_cache_available", Help: "1, or 0 while reads go on without Redis.",
	}, func() float64 {
		if cache.Available() {
			return 1
		}
		return 0
	})
	registry.MustRegister(lookups, available)
	return &Recipes{Store: store, cache: cache, lookups: lookups}
}

// Get returns the copy, or asks the store and leaves a copy.
func (r *Recipes) Get(ctx context.Context, id uuid.UUID) (recipe.Recipe, error) {
	found, err := r.lookup(ctx, id)
	switch err {
	case nil:
		r.lookups.WithLabelValues("hit").Inc()
		return found, nil
	case errMiss:
		r.lookups.WithLabelValues("miss").Inc()
	default:
		r.lookups.WithLabelValues("skipped").Inc()
	}
	return r.read(ctx, id)
}

// read asks the store once, however many wait for the same recipe, and leaves a copy.
func (r *Recipes) read(ctx context.Context, id uuid.UUID) (recipe.Recipe, error) {
	answer := r.reading.DoChan(id.String(), func() (any, error) {
		// Not the context of the one who happens to ask first: others wait with it. The store has its own limit.
		ctx := context.WithoutCancel(ctx)
		found, err := r.Store.Get(ctx, id)
		if err == nil {
			r.keep(ctx, found)
		}
		return found, err
	})
	select {
	case result := <-answer:
		return result.Val.(recipe.Recipe), result.Err
	case <-ctx.Done():
		return recipe.Recipe{}, ctx.Err()
	}
}

// Update changes the store, then forgets the copy.
func (r *Recipes) Update(ctx context.Context, id uuid.UUID, draft recipe.Draft, version int) (recipe.Recipe, error) {
	defer r.forget(ctx, id) // also after an error: the change may have been made before the connection broke
	return r.Store.Update(ctx, id, draft, version)
}

// Delete removes the recipe from the store, then forgets the copy.
func (r *Recipes) Delete(ctx context.Context, id uuid.UUID, version int) error {
	defer r.forget(ctx, id)
	return r.Store.Delete(ctx, id, version)
}

// Rate stores a rating, then forgets the copy, which holds the one before.
func (r *Recipes) Rate(ctx context.Context, id uuid.UUID, rater string, stars int) (recipe.Rating, error) {
	defer r.forget(ctx, id)
	return r.Store.Rate(ctx, id, rater, stars)
}

func (r *Recipes) lookup(ctx context.Context, id uuid.UUID) (found recipe.Recipe, err error) {
	var text []byte
	err = r.cache.run(ctx, func(ctx context.Context) error {
		text, err = redis.Bytes(r.cache.redis.do(ctx, "GET", keyPrefix+id.String()))
		return err
	})
	if err != nil {
		return found, err
	}
	found, ok := parseCopy(id, text)
	if ok {
		return found, nil
	}
	if len(text) > 0 { // no tombstone, so it would stay until it expires: keep writes over nothing
		r.forget(ctx, id)
	}
	return found, errMiss
}

// parseCopy reads what keep wrote. Whatever else stands in its place, such as a copy of the release before or something of
// another program, is none: only what could be stored as this recipe is shown as it.
func parseCopy(id uuid.UUID, text []byte) (found recipe.Recipe, ok bool) {
	if json.Unmarshal(text, &found) != nil || found.ID != id || found.Version < 1 || found.Tags == nil || len(found.Validate()) > 0 {
		return recipe.Recipe{}, false
	}
	if r := found.Rating; r.Count < 0 || r.Average < 0 || r.Average > recipe.MaxStars {
		return recipe.Recipe{}, false
	}
	return found, true
}

// keep writes a copy unless there is one, or a tombstone.
func (r *Recipes) keep(ctx context.Context, found recipe.Recipe) {
	text, err := json.Marshal(found)
	if err != nil {
		return
	}
	_ = r.cache.run(ctx, func(ctx context.Context) error {
		_, err := r.cache.redis.do(ctx, "SET", keyPrefix+found.ID.String(), text, "NX", "PX", lifetime.Milliseconds())
		return err
	})
}

// forget puts a tombstone in place of the copy. Deleting it would not do: a request that read the old recipe from the
// store a moment ago would write it back. The tombstone keeps such a request out for longer than it can last.
func (r *Recipes) forget(ctx context.Context, id uuid.UUID) {
	r.reading.Forget(id.String()) // whoever comes from now on must not get what was read before
	_ = r.cache.run(context.WithoutCancel(ctx), func(ctx context.Context) error {
		_, err := r.cache.redis.do(ctx, "SET", keyPrefix+id.String(), "", "PX", tombstoneLifetime.Milliseconds())
		return err
	})
}
