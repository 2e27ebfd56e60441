package auth

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

const (
	key   = "the-first-key-of-the-editor-000001"
	other = "the-second-key-of-the-editor-00002"
)

type fixture struct {
	*Editor
	keyFile string
	logs    *bytes.Buffer
	time    time.Time
}

func newFixture(t *testing.T, keys ...string) *fixture {
	t.Helper()
	f := &fixture{keyFile: filepath.Join(t.TempDir(), "key"), logs: &bytes.Buffer{}, time: time.Unix(1_800_000_000, 0)}
	f.write(t, keys...)
	f.Editor = New(f.keyFile, clientOf, slog.New(slog.NewTextHandler(f.logs, nil)))
	f.now = func() time.Time { return f.time }
	return f
}

func (f *fixture) write(t *testing.T, keys ...string) {
	t.Helper()
	if err := os.WriteFile(f.keyFile, []byte(strings.Join(keys, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}

func request(headers ...string) *http.Request {
	r := httptest.NewRequest("POST", "/sign-in", nil)
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ": ")
		r.Header.Add(name, value)
	}
	return r
}

// signIn returns the cookie that a browser gets.
func (f *fixture) signIn(t *testing.T, key string) *http.Cookie {
	t.Helper()
	w := httptest.NewRecorder()
	if err := f.SignIn(w, request(), key); err != nil {
		t.Fatal(err)
	}
	return w.Result().Cookies()[0]
}

func clientOf(r *http.Request) string { return r.Header.Get("Client") }

func with(cookie *http.Cookie) *http.Request {
	r := request()
	r.AddCookie(cookie)
	return r
}

// renewed is the cookie that replaces this one, or none.
func (f *fixture) renewed(cookie *http.Cookie) *http.Cookie {
	w := httptest.NewRecorder()
	f.Renew(w, with(cookie))
	if cookies := w.Result().Cookies(); len(cookies) > 0 {
		return cookies[0]
	}
	return nil
}

func TestSignInAndOut(t *testing.T) {
	f := newFixture(t, key)
	cookie := f.signIn(t, key)
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Secure || cookie.Path != "/" || cookie.MaxAge != 12*60*60 {
		t.Fatalf("got %+v", cookie)
	}
	if err := f.CheckSession(with(cookie)); err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	f.SignOut(w, request())
	if gone := w.Result().Cookies()[0]; gone.Value != "" || gone.MaxAge >= 0 {
		t.Fatalf("got %+v", gone)
	}
}

func TestCookieBehindTLS(t *testing.T) {
	f := newFixture(t, key)
	w := httptest.NewRecorder()
	if err := f.SignIn(w, request("X-Forwarded-Proto: https"), key); err != nil {
		t.Fatal(err)
	}
	cookie := w.Result().Cookies()[0]
	if !cookie.Secure || cookie.Name != "__Host-editor" {
		t.Fatalf("got %+v", cookie)
	}
	if err := f.CheckSession(with(cookie)); !errors.Is(err, ErrNotSignedIn) {
		t.Fatal("it is taken without TLS")
	}
}

func TestForgedAndExpiredCookies(t *testing.T) {
	f := newFixture(t, key)
	good := f.signIn(t, key).Value
	bytes, err := base64.RawURLEncoding.DecodeString(good)
	if err != nil {
		t.Fatal(err)
	}
	changed := func(i int) string {
		copied := append([]byte{}, bytes...)
		copied[i] ^= 1
		return base64.RawURLEncoding.EncodeToString(copied)
	}
	cases := map[string]string{
		"empty": "", "rubbish": "x", "the key itself": key, "cut off": good[:len(good)-4], "longer": good + "AAAA",
		"another time": changed(6), "another id": changed(10), "another signature": changed(30),
		"signed with another key": newSession(f.time).token(other),
		"for years":               session{until: f.time.AddDate(1, 0, 0)}.token(key),
		"in another form":         strings.TrimRight(good, "=") + "=",
		"huge":                    strings.Repeat("A", 100_000),
	}
	for name, value := range cases {
		t.Run(name, func(t *testing.T) {
			if err := f.CheckSession(with(&http.Cookie{Name: "editor", Value: value})); !errors.Is(err, ErrNotSignedIn) {
				t.Fatalf("got %v", err)
			}
		})
	}
	t.Run("expired", func(t *testing.T) {
		f.time = f.time.Add(sessionTime)
		if err := f.CheckSession(with(&http.Cookie{Name: "editor", Value: good})); !errors.Is(err, ErrNotSignedIn) {
			t.Fatalf("got %v", err)
		}
	})
}

// TestRotation replaces the key step by step, as the README tells; nobody is signed out, on whichever pod.
func TestRotation(t *testing.T) {
	f := newFixture(t, key)
	cookie := f.signIn(t, key)
	f.write(t, key, other)
	if err := f.CheckBearer(request("Authorization: Bearer " + other)); err != nil {
		t.Fatal("the next key is not valid yet", err)
	}
	if f.renewed(cookie) != nil {
		t.Fatal("signed with a key that another pod may not know yet")
	}
	f.write(t, other, key)
	fresh := f.renewed(cookie)
	if fresh == nil || f.CheckSession(with(cookie)) != nil {
		t.Fatal("the sign-in is lost, or not signed again")
	}
	f.write(t, other)
	if err := f.CheckSession(with(fresh)); err != nil {
		t.Fatal("the sign-in is lost", err)
	}
	if f.renewed(fresh) != nil {
		t.Fatal("signed again without need")
	}
	if f.CheckSession(with(cookie)) == nil || f.CheckBearer(request("Authorization: Bearer "+key)) == nil {
		t.Fatal("the old key is still valid")
	}
	f.time = f.time.Add(sessionTime)
	if f.CheckSession(with(fresh)) == nil {
		t.Fatal("signing again has made the session longer")
	}
}

func TestWrongKeysWait(t *testing.T) {
	f := newFixture(t, key)
	attempt := func(client, key string) error {
		return f.SignIn(httptest.NewRecorder(), request("Client: "+client), key)
	}
	for range mostFailures {
		if err := attempt("10.0.0.1", "wrong"); !errors.Is(err, ErrWrongKey) {
			t.Fatal(err)
		}
	}
	var tooMany *TooManyError
	if err := attempt("10.0.0.1", key); !errors.As(err, &tooMany) || tooMany.Seconds() != 301 || !strings.Contains(err.Error(), "301 seconds") {
		t.Fatalf("got %v", err)
	}
	if err := attempt("10.0.0.2", key); err != nil {
		t.Fatal("another client waits too", err)
	}
	f.time = f.time.Add(throttleTime)
	if err := attempt("10.0.0.1", key); err != nil {
		t.Fatal("it waits for ever", err)
	}
	if strings.Contains(f.logs.String(), key) || !strings.Contains(f.logs.String(), "client=10.0.0.1") {
		t.Fatalf("the log is not right:\n%s", f.logs)
	}
}

// TestWrongKeysAtOnce: no more are tried than one after the other. Right ones may come as many at once as they like.
func TestWrongKeysAtOnce(t *testing.T) {
	f := newFixture(t, key)
	for sent, want := range map[string]int{"wrong": mostFailures, key: 200} {
		var tried atomic.Int32
		var group sync.WaitGroup
		for range 200 {
			group.Go(func() {
				var tooMany *TooManyError
				if err := f.CheckBearer(request("Authorization: Bearer "+sent, "Client: "+sent[:5])); !errors.As(err, &tooMany) {
					tried.Add(1)
				}
			})
		}
		group.Wait()
		if got := int(tried.Load()); got != want {
			t.Errorf("%d of 200 attempts were looked at, want %d", got, want)
		}
	}
}

func TestRightKeyForgetsTheWrongOnes(t *testing.T) {
	f := newFixture(t, key)
	for range 3 {
		for range mostFailures - 1 {
			_ = f.CheckBearer(request("Authorization: Bearer wrong"))
		}
		if err := f.CheckBearer(request("Authorization: Bearer " + key)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestThrottleIsBounded(t *testing.T) {
	counts := throttle{clients: map[string]failures{}}
	now := time.Unix(1_800_000_000, 0)
	for i := range mostClients + 100 {
		counts.try(fmt.Sprint(i), false, now)
	}
	if len(counts.clients) > mostClients {
		t.Fatalf("%d clients", len(counts.clients))
	}
}

func TestKeyFileThatCannotBeUsed(t *testing.T) {
	f := newFixture(t, key)
	cookie := f.signIn(t, key)
	f.write(t, "short")
	for name, err := range map[string]error{
		"a session": f.CheckSession(with(cookie)), "a bearer": f.CheckBearer(request("Authorization: Bearer short")),
		"a sign-in": f.SignIn(httptest.NewRecorder(), request(), "short"),
	} {
		if !errors.Is(err, ErrNoKey) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if !strings.Contains(f.logs.String(), "openssl rand") {
		t.Fatal("the log does not say what to do")
	}
}

// A pod that starts with such a file must not need a request to tell its operator.
func TestKeyFileThatCannotBeUsedAtStart(t *testing.T) {
	for name, keys := range map[string][]string{"one that is short": {"short"}, "none": nil} {
		f := newFixture(t, keys...)
		if f.Open() || !strings.Contains(f.logs.String(), "the editor's key is not usable") {
			t.Errorf("%s: writing is open, or the log does not say why it is not: %s", name, f.logs)
		}
	}
	if f := newFixture(t, key); f.logs.Len() > 0 {
		t.Errorf("with a good one: %s", f.logs)
	}
}

// Each page of a signed-in browser asks for the key more than once.
func TestKeyFileThatCannotBeUsedIsLoggedOnceASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // whose clock stands still between sleeps
		f := newFixture(t, key)
		cookie := f.signIn(t, key)
		f.write(t, "short")
		for want := 1; want <= 2; want++ {
			for range 100 {
				f.renewed(cookie)
				_ = f.CheckSession(with(cookie))
			}
			if lines := strings.Count(f.logs.String(), "not usable"); lines != want {
				t.Fatalf("%d lines in second %d", lines, want)
			}
			time.Sleep(time.Second)
		}
	})
}

func TestOpen(t *testing.T) {
	logs := &bytes.Buffer{}
	e := New("", clientOf, slog.New(slog.NewTextHandler(logs, nil)))
	w := httptest.NewRecorder()
	e.Renew(w, request())
	if e.CheckSession(request()) != nil || e.CheckBearer(request()) != nil || e.SignIn(w, request(), "") != nil || len(w.Result().Cookies()) > 0 {
		t.Fatal("something asks for a key")
	}
	if !strings.Contains(logs.String(), "EDITOR_KEY_FILE") {
		t.Fatal("the log does not warn")
	}
}
