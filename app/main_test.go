package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/config"
	"alchemorsel.dev/app/internal/recipe"
	"alchemorsel.dev/app/internal/servicetest"
)

const (
	recipes = "/api/v1/recipes"
	soup    = `{"title":"Soup","ingredients":["water"],"steps":["Boil."],"tags":["soup"],"servings":2}`
)

func TestBadConfigurationNamesEverything(t *testing.T) {
	p := start(t, nowhere(t), "COLOR=red", "DRAIN_SECONDS=soon", "DATABASE_NAME=")
	if code := p.exitCode(t, 10*time.Second); code != 2 {
		t.Fatalf("exit code %d", code)
	}
	for _, name := range []string{"COLOR", "DRAIN_SECONDS", "DATABASE_NAME"} {
		if !strings.Contains(p.logs.String(), name) {
			t.Errorf("%s is missing in: %s", name, p.logs)
		}
	}
}

func TestFaultCrash(t *testing.T) {
	p := start(t, nowhere(t), "FAULT=crash")
	if code := p.exitCode(t, 10*time.Second); code != 1 || !strings.Contains(p.logs.String(), "FAULT=crash") {
		t.Fatalf("exit code %d: %s", code, p.logs)
	}
}

func TestPortTaken(t *testing.T) {
	first := start(t, nowhere(t))
	servicetest.Eventually(t, 10*time.Second, "the first listens", func() bool { return first.status("/livez") == 200 })
	second := start(t, nowhere(t), "LISTEN="+strings.TrimPrefix(first.url, "http://"))
	if code := second.exitCode(t, 10*time.Second); code != 1 || !strings.Contains(second.logs.String(), "address already in use") {
		t.Fatalf("exit code %d: %s", code, second.logs)
	}
}

func TestNoDatabaseAtStart(t *testing.T) {
	p := start(t, nowhere(t))
	servicetest.Eventually(t, 10*time.Second, "it listens", func() bool { return p.status("/livez") == 200 })
	if status := p.status("/readyz"); status != 503 {
		t.Fatalf("readiness %d", status)
	}
	start := time.Now()
	if status := p.status(recipes); status != 503 || time.Since(start) > time.Second {
		t.Fatalf("%d after %s", status, time.Since(start))
	}
	if strings.Contains(p.logs.String(), "gold") {
		t.Fatal("the password is in the logs")
	}
}

// A container that was killed is sent requests as soon as it listens again, for the cluster still has it as ready.
func TestFirstAnswerIsNoExcuse(t *testing.T) {
	slow, answer := held(t, migrated(t, servicetest.StartPostgres(t)))
	p := start(t, slow)
	for range 10 { // of the two seconds that a connection may take
		if status := p.status(recipes); status != 0 {
			t.Fatalf("%d before it has looked for its database", status)
		}
		time.Sleep(20 * time.Millisecond)
	}
	answer()
	status := 0
	servicetest.Eventually(t, 10*time.Second, "it listens", func() bool { status = p.status(recipes); return status != 0 })
	if status != 200 {
		t.Fatalf("the first answer is %d", status)
	}
}

// held is the way to a database whose connections wait until they are let through.
func held(t *testing.T, database config.Database) (way config.Database, let func()) {
	through := make(chan struct{})
	address := servicetest.Listen(t, func(client net.Conn) {
		<-through
		server, err := net.Dial("tcp", net.JoinHostPort(database.Host, database.Port))
		if err != nil {
			return // as is the client's connection then
		}
		go func() {
			defer server.Close()
			_, _ = io.Copy(server, client)
		}()
		_, _ = io.Copy(client, server)
	})
	way = database
	_, way.Port, _ = net.SplitHostPort(address)
	let = sync.OnceFunc(func() { close(through) })
	t.Cleanup(let)
	return way, let
}

func TestReadingGoesOnWithoutTheEditorsKey(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	p := start(t, migrated(t, postgres), "EDITOR_KEY_FILE=/nowhere/key")
	p.waitReady(t)
	p.call(t, http.MethodGet, recipes, "", 200)
	if !strings.Contains(p.logs.String(), "the editor's key is not usable") {
		t.Fatal("nobody learns of it")
	}
	response, err := http.PostForm(p.url+"/sign-in", url.Values{"key": {"any"}})
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != 503 {
		t.Fatalf("got %d", response.StatusCode)
	}
}

func TestFaultNeverReady(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	database := migrated(t, postgres)
	p := start(t, database, "FAULT=never-ready")
	servicetest.Eventually(t, 20*time.Second, "it works", func() bool { return p.status(recipes) == 200 })
	if body := p.text(t, "/readyz"); p.status("/readyz") != 503 || !strings.Contains(body, `"notReady":["fault"]`) {
		t.Fatalf("got %s", body)
	}
}

// TestWholeService walks through a recipe's life with the real services, and then takes them away.
func TestWholeService(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	database := migrated(t, postgres)
	redis := servicetest.StartRedis(t)
	host, port, _ := strings.Cut(redis.Config().Address, ":")
	p := start(t, database, "CACHE_HOST="+host, "CACHE_PORT="+port, "CACHE_PASSWORD_FILE="+redis.Config().PasswordFile)
	p.waitReady(t)

	created := p.call(t, http.MethodPost, recipes, soup, 201)
	path := recipes + "/" + created.ID.String()
	p.call(t, http.MethodGet, path, "", 200)
	if got := p.call(t, http.MethodPut, path, strings.Replace(soup, "Soup", "Stew", 1), 200); got.Title != "Stew" {
		t.Fatalf("got %+v", got)
	}
	if got := p.call(t, http.MethodGet, path, "", 200); got.Title != "Stew" {
		t.Fatalf("got %+v", got)
	}
	p.call(t, http.MethodPost, recipes, "{\"title\":\"\x00", 400)
	p.call(t, http.MethodPost, recipes, strings.Replace(soup, "Soup", `\u0000`, 1), 422)
	p.call(t, http.MethodPost, recipes, strings.Repeat(" ", 300<<10)+soup, 413)

	redis.Kill()
	p.call(t, http.MethodGet, path, "", 200)
	p.call(t, http.MethodPut, path, soup, 200)
	if status := p.status("/readyz"); status != 200 {
		t.Fatalf("the cache's absence makes it unready: %d", status)
	}

	postgres.Kill()
	for range 20 { // from the first moment on, and when the watch has seen it
		start := time.Now()
		p.call(t, http.MethodGet, path, "", 503)
		p.call(t, http.MethodPost, recipes, soup, 503)
		if took := time.Since(start); took > 5*time.Second {
			t.Fatalf("took %s", took)
		}
		time.Sleep(100 * time.Millisecond)
	}
	servicetest.Eventually(t, 10*time.Second, "it is unready", func() bool { return p.status("/readyz") == 503 })
	postgres.Start(t)
	p.waitReady(t)
	p.call(t, http.MethodDelete, path, "", 204)
	p.call(t, http.MethodGet, path, "", 404)
}

// call sends a request, checks the status and the headers, and returns the recipe of a good answer.
func (p *process) call(t *testing.T, method, path, body string, status int) (got recipe.Recipe) {
	t.Helper()
	request, err := http.NewRequest(method, p.url+path, bytes.NewBufferString(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("If-Match", "*")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != status {
		t.Fatalf("%s %s: %d %s, %v", method, path, response.StatusCode, text, err)
	}
	if response.Header.Get("X-Color") != "green" || response.Header.Get("X-Version") != "9.9.9" {
		t.Fatalf("headers: %v", response.Header)
	}
	if status < 300 && len(text) > 0 {
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatal(err)
		}
	}
	return got
}

func TestSecondSignalExitsAtOnce(t *testing.T) {
	p := start(t, nowhere(t), "DRAIN_SECONDS=60")
	servicetest.Eventually(t, 10*time.Second, "it listens", func() bool { return p.status("/livez") == 200 })
	p.signal(t, syscall.SIGTERM)
	servicetest.Eventually(t, 5*time.Second, "it drains", func() bool { return strings.Contains(p.logs.String(), "draining") })
	p.signal(t, syscall.SIGTERM)
	if code := p.exitCode(t, 5*time.Second); code != 1 {
		t.Fatalf("exit code %d", code)
	}
}
