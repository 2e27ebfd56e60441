package server

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/recipe"
	"github.com/google/uuid"
)

var events = one + ratingEventsPath

// streaming is a server with limits that a stream outlives, whose store is asked when the test says so.
func streaming(t *testing.T) (harness, *httptest.Server) {
	t.Helper()
	h := newHarness()
	h.heartbeat = 100 * time.Millisecond
	server := httptest.NewUnstartedServer(h)
	server.Config.ReadTimeout, server.Config.WriteTimeout = 500*time.Millisecond, 500*time.Millisecond
	server.Config.RegisterOnShutdown(func() { close(h.ending) })
	server.Start()
	t.Cleanup(server.Close)
	return h, server
}

// client reads a stream line by line.
type client struct {
	*bufio.Scanner
	response *http.Response
}

func follow(t *testing.T, server *httptest.Server, lastID string) client {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+events, nil)
	if err != nil {
		t.Fatal(err)
	}
	if lastID != "" {
		request.Header.Set("Last-Event-ID", lastID)
	}
	response, err := server.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() })
	if response.StatusCode != 200 || response.Header.Get("Content-Type") != "text/event-stream" || response.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("got %d %v", response.StatusCode, response.Header)
	}
	return client{bufio.NewScanner(response.Body), response}
}

// next is the first line that begins so, after the one before.
func (c client) next(t *testing.T, prefix string) string {
	t.Helper()
	for c.Scan() {
		if strings.HasPrefix(c.Text(), prefix) {
			return c.Text()
		}
	}
	t.Fatalf("the stream ended before %q: %v", prefix, c.Err())
	return ""
}

// rest is what comes until the end; the error is nil when it ended in order.
func (c client) rest() (string, error) {
	var lines []string
	for c.Scan() {
		lines = append(lines, c.Text())
	}
	return strings.Join(lines, "\n"), c.Err()
}

func TestStreamOfRatings(t *testing.T) {
	h, server := streaming(t)
	c := follow(t, server, "")
	c.next(t, "retry: ")
	if id, kind, data := c.next(t, "id: "), c.next(t, "event: "), c.next(t, "data: "); id != "id: 2-450" || kind != "event: rating" || data != `data: {"average":4.5,"count":2}` {
		t.Fatalf("got %q, %q, %q", id, kind, data)
	}
	for range 6 { // longer than the server's limits
		c.next(t, ": ")
	}
	h.store.setRatings(map[uuid.UUID]recipe.Rating{known: {Average: 4, Count: 3}})
	h.feed.ask(t.Context())
	h.feed.ask(t.Context())
	if data := c.next(t, "data: "); data != `data: {"average":4,"count":3}` {
		t.Fatalf("got %q", data)
	}
	h.store.setRatings(map[uuid.UUID]recipe.Rating{})
	h.feed.ask(t.Context())
	if rest, err := c.rest(); err != nil || strings.Contains(rest, "data:") {
		t.Fatalf("the recipe is deleted, and then: %s, %v", rest, err)
	}
}

// A client that comes back has missed nothing, and gets nothing twice.
func TestStreamGoesOnWhereTheLastOneEnded(t *testing.T) {
	for lastID, want := range map[string]string{"2-450": "", "1-500": "id: 2-450", "\xff<script>": "id: 2-450"} {
		body := draining().do("GET", events, "", "Last-Event-ID: "+lastID).Body.String()
		if (want == "") == strings.Contains(body, "id: ") || !strings.Contains(body, want) {
			t.Errorf("after %q: %s", lastID, body)
		}
	}
}

func TestStreamsEndInOrderAtShutdown(t *testing.T) {
	_, server := streaming(t)
	c := follow(t, server, "")
	c.next(t, "data: ")
	ended := make(chan error, 1)
	go func() { ended <- server.Config.Shutdown(context.Background()) }()
	rest, err := c.rest()
	if err != nil || !strings.Contains(rest, "retry: ") {
		t.Fatalf("it was cut off, or not told when to come back: %q, %v", rest, err)
	}
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
}

func TestClientsThatLeaveFreeTheirPlace(t *testing.T) {
	h, server := streaming(t)
	for range 3 {
		c := follow(t, server, "")
		c.next(t, "data: ")
		c.response.Body.Close()
	}
	for h.streams() > 0 { // the test's own limit bounds it
		time.Sleep(time.Millisecond)
	}
}

func (h harness) streams() int {
	h.feed.mutex.Lock()
	defer h.feed.mutex.Unlock()
	return h.feed.count + len(h.feed.followed)
}

func TestStreamsAreBounded(t *testing.T) {
	h := newHarness()
	for range mostStreams {
		if _, _, err := h.feed.follow(uuid.New()); err != nil {
			t.Fatal(err)
		}
	}
	response := h.do("GET", events, "")
	if response.Code != 503 || response.Header().Get("Retry-After") == "" || !strings.Contains(response.Body.String(), "streams") {
		t.Fatalf("got %d %s", response.Code, response.Body)
	}
	if text := h.do("GET", "/metrics", "").Body.String(); !strings.Contains(text, fmt.Sprintf("alchemorsel_rating_streams %d", mostStreams)) {
		t.Fatal("the metrics do not say it")
	}
}

func TestHeadOfAStreamEnds(t *testing.T) {
	if response := newHarness().do("HEAD", events, ""); response.Code != 200 || response.Body.Len() > 0 {
		t.Fatalf("got %d %s", response.Code, response.Body)
	}
}

// A slow client gets the newest rating when it takes one, and holds nobody up.
func TestSlowFollowerGetsTheNewest(t *testing.T) {
	h := newHarness()
	news, leave, err := h.feed.follow(known)
	if err != nil {
		t.Fatal(err)
	}
	for count := range 5 {
		h.store.setRatings(map[uuid.UUID]recipe.Rating{known: {Average: 3, Count: 1 + count}})
		h.feed.ask(t.Context())
	}
	if rating := <-news; rating.Count != 5 {
		t.Fatalf("got %+v", rating)
	}
	h.store.setRatings(map[uuid.UUID]recipe.Rating{})
	h.feed.ask(t.Context())
	leave()
	if n := h.streams(); n != 0 {
		t.Fatalf("%d left", n)
	}
}

// What the store was asked before somebody came may be older than what that one has read: it waits for the next answer.
func TestNobodyGetsARatingOfBefore(t *testing.T) {
	for name, before := range map[string]map[uuid.UUID]recipe.Rating{"of fewer": {known: {Average: 3, Count: 1}}, "of none": {}} {
		t.Run(name, func(t *testing.T) {
			h := newHarness()
			early, _, err := h.feed.follow(known)
			if err != nil {
				t.Fatal(err)
			}
			var late <-chan recipe.Rating
			h.store.ratings = before
			h.store.onWay = func() {
				if late, _, err = h.feed.follow(known); err != nil {
					t.Error(err)
				}
			}
			h.feed.ask(t.Context())
			if rating, open := <-early; rating != before[known] || open != (len(before) > 0) {
				t.Fatalf("got %+v", rating)
			}
			select {
			case rating, open := <-late:
				t.Fatalf("got %+v, %t", rating, open)
			default:
			}
			h.store.setRatings(map[uuid.UUID]recipe.Rating{known: {Average: 4, Count: 2}})
			h.feed.ask(t.Context())
			h.feed.ask(t.Context())
			if rating := <-late; rating.Count != 2 {
				t.Fatalf("got %+v", rating)
			}
		})
	}
}

func TestFeedOutlivesItsStore(t *testing.T) {
	h := newHarness()
	news, _, err := h.feed.follow(known)
	if err != nil {
		t.Fatal(err)
	}
	h.store.err = recipe.ErrUnavailable
	h.feed.ask(t.Context())
	if h.logs.Len() > 0 {
		t.Fatalf("the store itself logs that it is away: %s", h.logs)
	}
	h.store.err = errors.New("odd")
	h.feed.ask(t.Context())
	if !strings.Contains(h.logs.String(), "odd") {
		t.Fatal("nobody learns of it")
	}
	h.store.err = nil
	h.feed.ask(t.Context())
	if rating, open := <-news; !open || rating != aRating {
		t.Fatalf("got %+v, %t", rating, open)
	}
}

// How long a client stays says nothing about how quick the service is.
func TestStreamCountsUntilItBegins(t *testing.T) {
	h, server := streaming(t)
	asked := time.Now()
	c := follow(t, server, "")
	begun := time.Since(asked)
	c.next(t, ": ")
	c.response.Body.Close()
	sum := regexp.MustCompile(`(?m)^http_request_duration_seconds_sum\{code="200",method="GET",route="GET [^"]*/rating/events"\} (.+)$`)
	for {
		if found := sum.FindStringSubmatch(h.do("GET", "/metrics", "").Body.String()); found != nil {
			if took, err := strconv.ParseFloat(found[1], 64); err != nil || took > begun.Seconds() {
				t.Fatalf("it began within %s, and counts %s s", begun, found[1])
			}
			return
		}
		time.Sleep(10 * time.Millisecond) // the test's own limit bounds it
	}
}

// TestServeEndsStreams drains a server as the program does.
func TestServeEndsStreams(t *testing.T) {
	h := newHarness()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- h.serve(ctx, listener, 0) }()
	response, err := http.Get("http://" + listener.Addr().String() + events)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	h.store.setRatings(map[uuid.UUID]recipe.Rating{known: {Average: 4, Count: 3}})
	c := client{bufio.NewScanner(response.Body), response}
	c.next(t, `data: {"average":4,"count":3}`) // the feed runs
	stop()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		t.Fatalf("it was cut off: %v", err)
	}
	if err := <-served; err != nil {
		t.Fatal(err)
	}
}
