package server

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	"alchemorsel.dev/app/internal/recipe"
	"github.com/google/uuid"
)

// ratingEventsPath comes after a recipe's own path.
const ratingEventsPath = "/rating/events"

const (
	// heartbeatEvery keeps proxies from taking a quiet stream for a dead one, and finds clients that went away in silence.
	heartbeatEvery = 15 * time.Second
	// After a stream has ended, clients come back at different times, and soon when the pod has told them to go.
	comeBack, comeBackSoon = 2 * time.Second, 500 * time.Millisecond
)

// lasts tells whether the answer to a request has no end of its own.
func lasts(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, ratingEventsPath) }

// ratingEvents sends the recipe's rating, unless Last-Event-ID says that the client has it, and then each new one. What
// changes between two streams of a client is in the first event of the second one, whichever pod that comes from.
func (s *Server) ratingEvents(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	leave, ok := s.clientStreams.take(clientOf(r, s.info.Proxies))
	if !ok {
		w.Header().Set("Retry-After", "60")
		return newProblem(http.StatusTooManyRequests, "this client has as many streams as one may have; close some, or try again in a minute")
	}
	defer leave()
	found, err := s.feed.recipes.Ratings(r.Context(), []uuid.UUID{id})
	if err != nil {
		return err
	}
	rating, there := found[id]
	if !there {
		return recipe.ErrNotFound
	}
	news, unfollow, err := s.feed.follow(id)
	if err != nil {
		return err
	}
	defer unfollow()
	w.Header().Set("Content-Type", "text/event-stream")
	if r.Method != http.MethodHead {
		s.stream(newEventWriter(w), r, rating, news)
	}
	return nil
}

// stream writes until the client goes, the recipe is deleted or the server ends.
func (s *Server) stream(to eventWriter, r *http.Request, rating recipe.Rating, news <-chan recipe.Rating) {
	heartbeat := time.NewTicker(s.heartbeat)
	defer heartbeat.Stop()
	known := r.Header.Get("Last-Event-ID")
	err := to.comeBackAfter(comeBack)
	for there := true; err == nil && there; {
		if tag := ratingTag(rating); tag != known {
			known, err = tag, to.rating(tag, rating)
		}
		select {
		case rating, there = <-news:
		case <-heartbeat.C:
			err = to.write(": still here\n\n")
		case <-s.ending:
			_ = to.comeBackAfter(comeBackSoon) // the only error is a client that went away
			return
		case <-r.Context().Done():
			return
		}
	}
}

// eventWriter writes server-sent events, each at once.
type eventWriter struct {
	http.ResponseWriter
	control *http.ResponseController
}

func newEventWriter(w http.ResponseWriter) eventWriter {
	return eventWriter{w, http.NewResponseController(w)}
}

func (w eventWriter) rating(tag string, rating recipe.Rating) error {
	text, err := json.Marshal(rating)
	if err != nil {
		return err
	}
	return w.write(fmt.Sprintf("id: %s\nevent: rating\ndata: %s\n\n", tag, text))
}

// comeBackAfter tells the client when to come back, from half of that time on.
func (w eventWriter) comeBackAfter(pause time.Duration) error {
	return w.write(fmt.Sprintf("retry: %d\n\n", (pause/2 + rand.N(pause)).Milliseconds())) // #nosec G404 -- spreads clients, and guards nothing
}

func (w eventWriter) write(text string) error {
	// For each event anew, not for the stream. The only error is of a test's recorder, which has no limits.
	_ = w.control.SetWriteDeadline(time.Now().Add(writeTimeout))
	if _, err := w.Write([]byte(text)); err != nil {
		return err
	}
	return w.control.Flush()
}
