package main

import (
	"os"
	"syscall"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/servicetest"
)

// TestLogsThatCannotBeWritten: a line that is lost is no reason to lose a request.
func TestLogsThatCannotBeWritten(t *testing.T) {
	for name, open := range map[string]func(*testing.T) *os.File{"the disk is full": full, "nobody reads them": unread} {
		t.Run(name, func(t *testing.T) {
			out := open(t)
			defer out.Close()
			p := runTo(t, out, &logBuffer{}, nowhere(t), nil, "LOG_LEVEL=debug", "DRAIN_SECONDS=0")
			servicetest.Eventually(t, 10*time.Second, "it listens", func() bool { return p.status("/livez") == 200 })
			for range 50 {
				if p.status("/livez") != 200 || p.status(recipes) != 503 {
					t.Fatal("a request is not answered")
				}
			}
			p.signal(t, syscall.SIGTERM)
			if code := p.exitCode(t, 10*time.Second); code != 0 {
				t.Fatalf("exit code %d: %s", code, p.logs)
			}
		})
	}
}

func full(t *testing.T) *os.File {
	t.Helper()
	file, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	return file
}

func unread(t *testing.T) *os.File {
	t.Helper()
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	reader.Close()
	return writer
}
