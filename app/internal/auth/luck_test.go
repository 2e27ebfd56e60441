package auth

import (
	"encoding/base64"
	"errors"
	"testing"
	"time"
)

// The clocks of pods differ, and one may be set anew: a sign-in survives small differences, and asks for the key after
// large ones. It never becomes one without an end.
func TestClockJumps(t *testing.T) {
	for name, c := range map[string]struct {
		jump time.Duration
		err  error
	}{
		"a bit back":        {-30 * time.Second, nil},
		"a bit forward":     {30 * time.Second, nil},
		"an hour back":      {-time.Hour, ErrNotSignedIn},
		"an hour forward":   {time.Hour, nil},
		"a day forward":     {24 * time.Hour, ErrNotSignedIn},
		"to the first day":  {-1_800_000_000 * time.Second, ErrNotSignedIn},
		"years of an error": {200 * 365 * 24 * time.Hour, ErrNotSignedIn},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t, key)
			cookie := f.signIn(t, key)
			f.time = f.time.Add(c.jump)
			if err := f.CheckSession(with(cookie)); !errors.Is(err, c.err) {
				t.Fatalf("got %v", err)
			}
			if err := f.CheckSession(with(f.signIn(t, key))); err != nil {
				t.Fatalf("signing in anew: %v", err)
			}
		})
	}
}

// FuzzSession: only what the key has signed is a sign-in.
func FuzzSession(f *testing.F) {
	now := time.Unix(1_800_000_000, 0)
	good := session{until: now.Add(sessionTime)}.token(key)
	f.Add(good)
	f.Add(newSession(now).token(other))
	f.Add("")
	f.Add(good[:20] + "\n" + good[20:])
	f.Add(base64.RawURLEncoding.EncodeToString(make([]byte, tokenSize)))
	f.Fuzz(func(t *testing.T, token string) {
		if _, _, ok := parseSession(token, []string{key}, now); ok && token != good {
			t.Fatalf("%q is a sign-in", token)
		}
	})
}

// FuzzBearer: only the key itself lets a program write.
func FuzzBearer(f *testing.F) {
	for _, seed := range []string{"Bearer " + key, "bearer " + key, "Bearer", "Basic " + key, "Bearer \x00", "Bearer  " + key} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, header string) {
		fixture := newFixture(t, key)
		r := request()
		r.Header["Authorization"] = []string{header}
		right := len(header) == len("Bearer "+key) && header[len("Bearer"):] == " "+key
		if err := fixture.CheckBearer(r); err == nil && !right {
			t.Fatalf("%q writes", header)
		}
	})
}
