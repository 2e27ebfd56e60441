package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/servicetest"
)

const idleConns = 10_000

// TestTenThousandIdleConnections: clients that have asked once and keep their connections are in nobody's way. Readers get
// what they got before, the connections themselves are still good, and they do not keep the program from ending.
func TestTenThousandIdleConnections(t *testing.T) {
	needFiles(t, idleConns+200)
	p := start(t, migrated(t, servicetest.StartPostgres(t)), "DRAIN_SECONDS=0")
	p.waitReady(t)
	p.call(t, http.MethodPost, recipes, soup, 201)
	before, empty := p.text(t, recipes), p.memory(t)

	conns := make([]net.Conn, idleConns)
	for i := range conns {
		conns[i] = p.dial(t)
		defer conns[i].Close()
		ask(t, conns[i])
	}
	// Five times what it is without the race detector, with which the program is built here.
	t.Logf("memory of a connection: %d bytes", (p.memory(t)-empty)/idleConns)

	if after := p.text(t, recipes); after != before {
		t.Errorf("a reader gets %s and not %s", after, before)
	}
	for i := 0; i < idleConns; i += idleConns / 10 {
		ask(t, conns[i])
	}
	p.signal(t, syscall.SIGTERM)
	if code := p.exitCode(t, 20*time.Second); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// needFiles skips the test where this process, or the program that it starts, may not open so many. Go has raised the limit
// as far as it goes, in each of them.
func needFiles(t *testing.T, count uint64) {
	t.Helper()
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	if limit.Cur < count {
		t.Skipf("needs %d open files, and may have %d (ulimit -Hn)", count, limit.Cur)
	}
}

func (p *process) dial(t *testing.T) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(p.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

// ask sends a request on the connection and reads the whole answer.
func ask(t *testing.T, conn net.Conn) {
	t.Helper()
	if _, err := io.WriteString(conn, "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil || response.StatusCode != http.StatusOK || response.Close {
		t.Fatalf("got %v, %v", response, err)
	}
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		t.Fatal(err)
	}
}

// memory is what the program has in use, in bytes.
func (p *process) memory(t *testing.T) int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("/proc", fmt.Sprint(p.cmd.Process.Pid), "statm"))
	if err != nil {
		t.Fatal(err)
	}
	var size, resident int
	if _, err := fmt.Sscan(string(text), &size, &resident); err != nil {
		t.Fatal(err)
	}
	return resident * os.Getpagesize()
}
