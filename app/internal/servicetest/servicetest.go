// Package servicetest starts the real PostgreSQL and Redis for tests, each on a free port and in a folder of its own that
// is removed with the test. Without their programs the tests that need them are skipped, and say so.
package servicetest

import (
	"context"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// FreePort returns a port of 127.0.0.1 that nobody listens on now.
func FreePort(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	return port
}

// Listen lets a function talk with each client that connects, until the test ends.
func Listen(t testing.TB, talk func(net.Conn)) (address string) {
	t.Helper()
	listener := Silent(t)
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return // the test has ended
			}
			go func() { defer client.Close(); talk(client) }()
		}
	}()
	return listener.Addr().String()
}

// Silent accepts connections and never answers, until the test ends.
func Silent(t testing.TB) net.Listener {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	return listener
}

// WriteFile writes a file for the test and returns its path.
func WriteFile(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Rewrite replaces a file's content.
func Rewrite(t testing.TB, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Eventually waits until the condition holds.
func Eventually(t testing.TB, within time.Duration, what string, condition func() bool) {
	t.Helper()
	for deadline := time.Now().Add(within); !condition(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("not within %s: %s", within, what)
		}
	}
}

func waitForPort(t testing.TB, port string) {
	t.Helper()
	Eventually(t, 20*time.Second, "a service on port "+port, func() bool {
		dialer := net.Dialer{Timeout: time.Second}
		conn, err := dialer.DialContext(context.Background(), "tcp", "127.0.0.1:"+port)
		if err == nil {
			conn.Close()
		}
		return err == nil
	})
}

// command runs as an unprivileged user when the test runs as root: PostgreSQL refuses root. It dies with the test.
func command(t testing.TB, program string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if uid, gid, ok := unprivileged(t); ok {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uid, Gid: gid}
	}
	return cmd
}

// folder is a temporary folder that the unprivileged user owns. (The parents of t.TempDir are closed to it.)
func folder(t testing.TB) string {
	t.Helper()
	path, err := os.MkdirTemp("", "alchemorsel-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(path) })
	ownByServer(t, path)
	return path
}

func ownByServer(t testing.TB, path string) {
	t.Helper()
	if uid, gid, ok := unprivileged(t); ok {
		if err := os.Chown(path, int(uid), int(gid)); err != nil {
			t.Fatal(err)
		}
	}
}

func unprivileged(t testing.TB) (uid, gid uint32, needed bool) {
	t.Helper()
	if os.Getuid() != 0 {
		return 0, 0, false
	}
	nobody, err := user.Lookup("nobody")
	if err != nil {
		t.Fatal(err)
	}
	return number(t, nobody.Uid), number(t, nobody.Gid), true
}

func number(t testing.TB, text string) uint32 {
	t.Helper()
	n, err := strconv.ParseUint(text, 10, 32)
	if err != nil {
		t.Fatal(err)
	}
	return uint32(n)
}
