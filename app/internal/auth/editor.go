// Package auth knows who may write: whoever has the editor's key. A browser signs in with it and gets a cookie; a program
// sends it as bearer token. Without a key in the configuration everybody may write.
package auth

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"alchemorsel.dev/app/internal/config"
	"alchemorsel.dev/app/internal/once"
)

// What keeps a request from writing. Callers compare with errors.Is, and errors.As for TooManyError.
var (
	ErrNotSignedIn = errors.New("writing needs the editor's key")
	ErrWrongKey    = errors.New("this is not the editor's key")
	// ErrNoKey says that the key's file cannot be used now: nobody can sign in, and no sign-in can be checked.
	ErrNoKey = errors.New("the editor's key cannot be read; its operator finds the reason in the log")
)

// TooManyError says that the client has sent too many wrong keys.
type TooManyError struct{ Wait time.Duration }

func (e *TooManyError) Error() string {
	return fmt.Sprintf("too many wrong keys; try again in %d seconds", e.Seconds())
}

// Seconds to wait, for Retry-After.
func (e *TooManyError) Seconds() int { return int(e.Wait.Seconds()) + 1 }

// Editor decides who may write. Make one with New.
type Editor struct {
	keyFile  string
	client   func(*http.Request) string
	log      *slog.Logger
	now      func() time.Time
	wrong    throttle
	noKeyLog once.Each
}

// New takes the path of the file that config.EditorKeys reads; without one, writing is open. The client
// tells whose wrong keys are counted together.
func New(keyFile string, client func(*http.Request) string, log *slog.Logger) *Editor {
	e := &Editor{
		keyFile: keyFile, client: client, log: log, now: time.Now,
		wrong: throttle{clients: map[string]failures{}}, noKeyLog: once.Each{Interval: time.Second},
	}
	if e.Open() {
		log.Warn("writing is open to everybody: EDITOR_KEY_FILE is not set")
	} else {
		_, _ = e.keys() // logs what is wrong with them before anybody wants to write
	}
	return e
}

// Open tells that everybody may write, and nobody needs to sign in.
func (e *Editor) Open() bool { return e.keyFile == "" }

// CheckSession returns nil for a browser that may write.
func (e *Editor) CheckSession(r *http.Request) error {
	if e.Open() {
		return nil
	}
	_, err := e.session(r)
	return err
}

// Renew tells whether the browser may write. It signs a sign-in again that another key than the first one has signed, so
// that it outlives that key.
func (e *Editor) Renew(w http.ResponseWriter, r *http.Request) (mayWrite bool) {
	if e.Open() {
		return true
	}
	found, err := e.session(r)
	if err != nil {
		return false
	}
	if found.signer != found.keys[0] {
		setCookie(w, r, found.token(found.keys[0]), found.until.Sub(e.now()))
	}
	return true
}

// signed is a session with the key that has signed it, and the keys of the moment.
type signed struct {
	session
	signer string
	keys   []string
}

func (e *Editor) session(r *http.Request) (signed, error) {
	cookie, err := r.Cookie(cookieName(r))
	if err != nil {
		return signed{}, ErrNotSignedIn
	}
	keys, err := e.keys()
	if err != nil {
		return signed{}, err
	}
	found, signer, ok := parseSession(cookie.Value, keys, e.now())
	if !ok {
		return signed{}, ErrNotSignedIn
	}
	return signed{found, signer, keys}, nil
}

// CheckBearer returns nil for a program that may write: it has sent the key.
func (e *Editor) CheckBearer(r *http.Request) error {
	if e.Open() {
		return nil
	}
	scheme, key, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || key == "" {
		return ErrNotSignedIn
	}
	_, err := e.check(r, key)
	return err
}

// SignIn gives the browser its cookie, when the key is right.
func (e *Editor) SignIn(w http.ResponseWriter, r *http.Request, key string) error {
	if e.Open() {
		return nil
	}
	keys, err := e.check(r, key)
	if err != nil {
		return err
	}
	setCookie(w, r, newSession(e.now()).token(keys[0]), sessionTime)
	e.log.Info("the editor signed in", "client", e.client(r))
	return nil
}

// SignOut takes the browser's cookie back.
func (e *Editor) SignOut(w http.ResponseWriter, r *http.Request) {
	setCookie(w, r, "", -time.Second)
}

// check returns all keys, when this is one of them.
func (e *Editor) check(r *http.Request, key string) ([]string, error) {
	keys, err := e.keys()
	if err != nil {
		return nil, err
	}
	client, right := e.client(r), matches(keys, key)
	if wait := e.wrong.try(client, right, e.now()); wait > 0 {
		return nil, &TooManyError{wait}
	}
	if !right {
		e.log.Warn("wrong editor's key", "client", client)
		return nil, ErrWrongKey
	}
	return keys, nil
}

func (e *Editor) keys() ([]string, error) {
	keys, err := config.EditorKeys(e.keyFile)
	if err == nil {
		return keys, nil
	}
	if e.noKeyLog.Allow() {
		e.log.Error("the editor's key is not usable, so nobody can write", "error", err)
	}
	return nil, ErrNoKey
}
