package server

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"alchemorsel.dev/app/internal/recipe"
	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"
)

const (
	feedEvery = time.Second
	// mostStreams bounds a pod's memory, and the size of its question to the store.
	mostStreams = 1000
)

// ratingFeed tells streams of the new ratings of their recipes.
//
// Each second it asks the store once about all recipes that somebody follows. So it sees a rating whichever pod and color
// has taken it, needs no Redis, and after the database was away the next answer has all that happened meanwhile. LISTEN
// and Redis' SUBSCRIBE lose what is said while a connection is away, so they would need this question as well; and
// PostgreSQL lets transactions that NOTIFY commit one by one only.
type ratingFeed struct {
	recipes recipe.Store
	log     *slog.Logger
	streams prometheus.Gauge

	mutex    sync.Mutex
	followed map[uuid.UUID]followers
	count    int
	asked    int // how often the store was
}

// followers of a recipe, at least one.
type followers map[chan recipe.Rating]*follower

type follower struct {
	last recipe.Rating
	// since is how often the store was asked before this one came: an answer of before may be older than what it has read.
	since int
}

func newRatingFeed(recipes recipe.Store, registry prometheus.Registerer, log *slog.Logger) *ratingFeed {
	streams := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "alchemorsel_rating_streams", Help: "Streams of ratings that are open now.",
	})
	registry.MustRegister(streams)
	return &ratingFeed{recipes: recipes, log: log, streams: streams, followed: map[uuid.UUID]followers{}}
}

// follow returns the channel of a recipe's ratings: it holds the newest one, and is closed once there is no such recipe. All
// are of questions to the store that begin after this call, the first of them too. So whoever has read the rating before
// misses nothing, and gets none that is older.
func (f *ratingFeed) follow(id uuid.UUID) (news <-chan recipe.Rating, leave func(), err error) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.count >= mostStreams {
		return nil, nil, newProblem(http.StatusServiceUnavailable, "this pod has as many streams as it can hold; try again in a moment")
	}
	if f.followed[id] == nil {
		f.followed[id] = followers{}
	}
	channel := make(chan recipe.Rating, 1)
	f.followed[id][channel] = &follower{since: f.asked}
	f.add(1)
	return channel, func() { f.leave(id, channel) }, nil
}

func (f *ratingFeed) leave(id uuid.UUID, channel chan recipe.Rating) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	all := f.followed[id]
	if all[channel] == nil { // the recipe was deleted
		return
	}
	delete(all, channel)
	if len(all) == 0 {
		delete(f.followed, id)
	}
	f.add(-1)
}

func (f *ratingFeed) add(n int) {
	f.count += n
	f.streams.Set(float64(f.count))
}

// run asks until the context ends.
func (f *ratingFeed) run(ctx context.Context) {
	ticker := time.NewTicker(feedEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			f.ask(ctx)
		}
	}
}

func (f *ratingFeed) ask(ctx context.Context) {
	f.mutex.Lock()
	ids := slices.Collect(maps.Keys(f.followed))
	f.asked++
	question := f.asked
	f.mutex.Unlock()
	if len(ids) == 0 {
		return
	}
	ratings, err := f.recipes.Ratings(ctx, ids)
	if err != nil {
		if !errors.Is(err, recipe.ErrUnavailable) && ctx.Err() == nil { // that, the store's own log tells
			f.log.Error("new ratings cannot be read", "error", err)
		}
		return
	}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	for _, id := range ids {
		if rating, found := ratings[id]; found {
			f.tell(id, rating, question)
		} else {
			f.end(id, question)
		}
	}
}

// tell gives a rating to the followers that were there before the question to which it is the answer.
func (f *ratingFeed) tell(id uuid.UUID, rating recipe.Rating, question int) {
	for channel, each := range f.followed[id] {
		if each.since >= question || each.last == rating {
			continue
		}
		each.last = rating
		select {
		case <-channel: // an older one, which a slow client has not taken yet
		default:
		}
		channel <- rating // never waits: nobody else sends
	}
}

// end closes the channels of a recipe that was not there any more at this question.
func (f *ratingFeed) end(id uuid.UUID, question int) {
	for channel, each := range f.followed[id] {
		if each.since >= question {
			continue
		}
		close(channel)
		delete(f.followed[id], channel)
		f.add(-1)
	}
	if len(f.followed[id]) == 0 {
		delete(f.followed, id)
	}
}
