package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/config"
	"alchemorsel.dev/app/internal/servicetest"
)

// The tests of this package run the program itself.
var program string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		folder, err := os.MkdirTemp("", "alchemorsel-test-")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(folder)
		program = filepath.Join(folder, "alchemorsel")
		args := []string{"build", "-buildvcs=false", "-ldflags", "-X main.version=9.9.9", "-o", program}
		if _, err := exec.LookPath("cc"); err == nil { // the race detector is C
			args = append(args, "-race")
		}
		if os.Getenv("GOCOVERDIR") != "" { // where the program writes what it has run, as go tool covdata reads it
			args = append(args, "-cover", "-coverpkg=./...")
		}
		build := exec.Command("go", append(args, ".")...)
		if output, err := build.CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "build: %v\n%s", err, output)
			return 1
		}
		return m.Run()
	}())
}

// process is the program as it runs for one test.
type process struct {
	cmd  *exec.Cmd
	url  string
	logs *logBuffer
	done chan struct{}
}

// start serves with the settings that the database asks for and these changes ("NAME=value").
func start(t *testing.T, database config.Database, changes ...string) *process {
	t.Helper()
	return run(t, database, nil, changes...)
}

// run runs the program with these arguments.
func run(t *testing.T, database config.Database, args []string, changes ...string) *process {
	t.Helper()
	logs := &logBuffer{}
	return runTo(t, logs, logs, database, args, changes...)
}

// runTo runs it with a standard output of its own; logs is what it says besides.
func runTo(t *testing.T, out io.Writer, logs *logBuffer, database config.Database, args []string, changes ...string) *process {
	t.Helper()
	port := servicetest.FreePort(t)
	p := &process{cmd: exec.Command(program, args...), url: "http://127.0.0.1:" + port, logs: logs, done: make(chan struct{})}
	p.cmd.Env = append([]string{
		"LISTEN=127.0.0.1:" + port, "COLOR=green", "DATABASE_HOST=" + database.Host, "DATABASE_PORT=" + database.Port,
		"DATABASE_NAME=" + database.Name, "DATABASE_USER=" + database.User, "DATABASE_PASSWORD_FILE=" + database.PasswordFile,
		"GOCOVERDIR=" + os.Getenv("GOCOVERDIR"),
	}, changes...)
	p.cmd.Stdout, p.cmd.Stderr = out, logs
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { _ = p.cmd.Wait(); close(p.done) }()
	t.Cleanup(func() {
		_ = p.cmd.Process.Kill()
		<-p.done
		if t.Failed() {
			t.Logf("the program's output:\n%s", p.logs)
		}
	})
	return p
}

// migrated is a new database with the schema of this release.
func migrated(t *testing.T, postgres *servicetest.Postgres) config.Database {
	t.Helper()
	database := postgres.NewDatabase(t)
	if p := run(t, database, []string{"migrate", "expand"}); p.exitCode(t, 40*time.Second) != 0 {
		t.Fatal("the schema is not there")
	}
	return database
}

// nowhere is a database that nobody serves.
func nowhere(t *testing.T) config.Database {
	return config.Database{
		Host: "127.0.0.1", Port: servicetest.FreePort(t), Name: "recipes", User: "alchemist",
		PasswordFile: servicetest.WriteFile(t, "password", "gold"),
	}
}

func (p *process) waitReady(t *testing.T) {
	t.Helper()
	servicetest.Eventually(t, 20*time.Second, "the program is ready", func() bool { return p.status("/readyz") == http.StatusOK })
}

// status is 0 when there is no answer at all.
func (p *process) status(path string) int {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url+path, nil)
	if err != nil {
		return 0
	}
	request.Close = true
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0
	}
	defer response.Body.Close()
	return response.StatusCode
}

// text is the body of the answer, whatever its status.
func (p *process) text(t *testing.T, path string) string {
	t.Helper()
	response, err := http.Get(p.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func (p *process) signal(t *testing.T, signal os.Signal) {
	t.Helper()
	if err := p.cmd.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
}

func (p *process) exitCode(t *testing.T, within time.Duration) int {
	t.Helper()
	select {
	case <-p.done:
		return p.cmd.ProcessState.ExitCode()
	case <-time.After(within):
		t.Fatalf("the program did not exit within %s", within)
		return -1
	}
}

type logBuffer struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

func (b *logBuffer) Write(text []byte) (int, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.text.Write(text)
}

func (b *logBuffer) String() string {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.text.String()
}
