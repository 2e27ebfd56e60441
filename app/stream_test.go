package main

import (
	"bufio"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/servicetest"
)

// TestSwitchLosesNoRating follows a recipe at one pod, rates it at another, and ends the first one: the stream ends in
// order, and the next one begins with what happened between the two.
func TestSwitchLosesNoRating(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	database := migrated(t, postgres)
	old, next := start(t, database, "DRAIN_SECONDS=0"), start(t, database)
	old.waitReady(t)
	next.waitReady(t)
	path := recipes + "/" + next.call(t, http.MethodPost, recipes, soup, 201).ID.String()

	stream := followRating(t, old, path, "")
	stream.expect(t, "id: 0-0")
	next.rate(t, path, "0123456789abcdef", `{"stars":5}`)
	stream.expect(t, "id: 1-500")
	old.signal(t, syscall.SIGTERM)
	stream.expect(t, "retry: ")
	if stream.Scan(); stream.Scan() || stream.Err() != nil {
		t.Fatalf("it is not at its end: %q, %v", stream.Text(), stream.Err())
	}
	next.rate(t, path, "fedcba9876543210", `{"stars":4}`)
	followRating(t, next, path, "1-500").expect(t, "id: 2-450")
	if code := old.exitCode(t, 10*time.Second); code != 0 {
		t.Fatalf("exit code %d", code)
	}
}

type stream struct{ *bufio.Scanner }

func followRating(t *testing.T, p *process, path, lastID string) stream {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, p.url+path+"/rating/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Last-Event-ID", lastID)
	response, err := http.DefaultClient.Do(request)
	if err != nil || response.StatusCode != 200 {
		t.Fatalf("got %v, %v", response, err)
	}
	t.Cleanup(func() { response.Body.Close() })
	s := stream{bufio.NewScanner(response.Body)}
	s.expect(t, "retry: ")
	return s
}

func (s stream) expect(t *testing.T, prefix string) {
	t.Helper()
	for s.Scan() {
		if strings.HasPrefix(s.Text(), prefix) {
			return
		}
	}
	t.Fatalf("the stream ended before %q: %v", prefix, s.Err())
}

func (p *process) rate(t *testing.T, path, client, stars string) {
	t.Helper()
	request, err := http.NewRequest(http.MethodPut, p.url+path+"/rating", strings.NewReader(stars))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Client-Key", client)
	response, err := http.DefaultClient.Do(request)
	if err != nil || response.StatusCode != 200 {
		t.Fatalf("got %v, %v", response, err)
	}
	response.Body.Close()
}
