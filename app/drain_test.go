package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/servicetest"
)

// TestDrainLosesNoRequest: clients with kept-alive connections write and read while SIGTERM comes. They stop when readiness
// has been false for a while, as a gateway does. No request fails, each confirmed write is in the database, connections
// are closed politely, and an upload that began before the listener closed is still answered.
func TestDrainLosesNoRequest(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	database := migrated(t, postgres)
	p := start(t, database, "DRAIN_SECONDS=3")
	p.waitReady(t)

	var load load
	var stop atomic.Bool
	var clients sync.WaitGroup
	for range 8 {
		clients.Go(func() { load.run(p.url, &stop) })
	}
	time.Sleep(time.Second)
	before := load.requests.Load()
	if load.politelyClosed.Load() != 0 {
		t.Error("connections are closed before the drain")
	}
	p.signal(t, syscall.SIGTERM)
	servicetest.Eventually(t, 2*time.Second, "unready while serving", func() bool { return p.status("/readyz") == 503 })
	time.Sleep(time.Second)
	stop.Store(true)
	clients.Wait()
	if load.requests.Load() == before || load.politelyClosed.Load() == 0 {
		t.Errorf("%d requests before and %d after the signal, %d connections closed", before, load.requests.Load()-before, load.politelyClosed.Load())
	}

	upload := beginUpload(t, p.url)
	servicetest.Eventually(t, 10*time.Second, "the listener is closed", func() bool { return p.status("/livez") == 0 })
	upload.finish(t)

	if code := p.exitCode(t, 10*time.Second); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if failures := load.failures(); len(failures) > 0 {
		t.Errorf("%d of %d requests failed: %s", len(failures), load.requests.Load(), failures[0])
	}
	if stored := postgres.Count(t, database.Name, "select count(*) from recipes"); stored != int(load.confirmed.Load())+1 {
		t.Errorf("%d writes confirmed and the upload, %d stored", load.confirmed.Load(), stored)
	}
	t.Logf("%d requests, %d writes, %d connections closed politely, 0 failed", load.requests.Load(), load.confirmed.Load(), load.politelyClosed.Load())
}

type load struct {
	requests, confirmed, politelyClosed atomic.Int64

	mutex  sync.Mutex
	failed []string
}

// run is one client with one kept-alive connection. Its POSTs are never retried by the HTTP library, so each connection
// that closes under a request is seen.
func (l *load) run(url string, stop *atomic.Bool) {
	client := &http.Client{Transport: &http.Transport{}, Timeout: 10 * time.Second}
	defer client.CloseIdleConnections()
	for i := 0; !stop.Load(); i++ {
		l.requests.Add(1)
		if err := l.one(client, url, i); err != nil {
			l.mutex.Lock()
			l.failed = append(l.failed, err.Error())
			l.mutex.Unlock()
		}
		time.Sleep(2 * time.Millisecond)
	}
}

func (l *load) one(client *http.Client, url string, i int) error {
	want, method, body := http.StatusOK, http.MethodGet, io.Reader(nil)
	if i%2 == 0 {
		want, method, body = http.StatusCreated, http.MethodPost, io.NopCloser(strings.NewReader(soup))
	}
	request, err := http.NewRequest(method, url+recipes, body)
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return err
	}
	if response.StatusCode != want {
		return fmt.Errorf("%s: %s", method, response.Status)
	}
	if method == http.MethodPost {
		l.confirmed.Add(1)
	}
	if response.Close {
		l.politelyClosed.Add(1)
	}
	return nil
}

func (l *load) failures() []string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.failed
}

// upload is a POST whose second half waits.
type upload struct{ conn net.Conn }

func beginUpload(t *testing.T, url string) upload {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", recipes, len(soup), soup[:20])
	return upload{conn}
}

func (u upload) finish(t *testing.T) {
	t.Helper()
	if _, err := io.WriteString(u.conn, soup[20:]); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(u.conn), nil)
	if err != nil {
		t.Fatalf("the upload was cut off: %v", err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusCreated || !response.Close {
		t.Fatalf("the upload: %s, close %t", response.Status, response.Close)
	}
}
