package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEditorKeys(t *testing.T) {
	first, second := strings.Repeat("a", 32), strings.Repeat("b", 256)
	cases := map[string]struct {
		content string
		count   int
		problem string
	}{
		"one":            {first + "\n", 1, ""},
		"two":            {first + "\r\n" + second, 2, ""},
		"none":           {"\n", 0, "it holds 0"},
		"three":          {first + "\n" + second + "\n" + first, 0, "it holds 3"},
		"a short one":    {first + "\nsecret", 0, "key 2 of"},
		"a long one":     {second + "b", 0, "key 1 of"},
		"no ASCII":       {strings.Repeat("é", 32), 0, "visible ASCII"},
		"a NUL":          {first + "\x00", 0, "visible ASCII"},
		"a few megabyte": {strings.Repeat("x", 4<<20), 0, "key 1 of"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "key")
			if err := os.WriteFile(path, []byte(c.content), 0o600); err != nil {
				t.Fatal(err)
			}
			keys, err := EditorKeys(path)
			if len(keys) != c.count || (err == nil) != (c.problem == "") || err != nil && !strings.Contains(err.Error(), c.problem) {
				t.Fatalf("%d keys, %v", len(keys), err)
			}
			if err != nil && strings.Contains(err.Error(), "secret") {
				t.Fatal("the error tells the key")
			}
			if settings, err := Load(environment(t, map[string]string{"EDITOR_KEY_FILE": path})); err != nil || settings.EditorKeyFile != path {
				t.Fatalf("reading does not begin, or writing is open: %+v, %v", settings, err)
			}
		})
	}
	if _, err := EditorKeys("/nowhere/key"); err == nil {
		t.Fatal("a file that is not there is accepted")
	}
}

// FuzzEditorKeys: whatever stands in the file, a key is long, and can be sent in a header and a form as it is; and an error
// holds none.
func FuzzEditorKeys(f *testing.F) {
	good := strings.Repeat("k3y+/=", 6)
	for _, seed := range []string{good, good + "\n" + good + "x\n", "\xef\xbb\xbf" + good, good + " " + good, good + "\r\n", "short", "\x00", strings.Repeat("x", 257)} {
		f.Add([]byte(seed))
	}
	path := filepath.Join(f.TempDir(), "key")
	f.Fuzz(func(t *testing.T, content []byte) {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		keys, err := EditorKeys(path)
		if err != nil {
			for _, word := range strings.Fields(string(content)) {
				if len(word) >= 16 && strings.Contains(strings.ReplaceAll(err.Error(), path, ""), word) {
					t.Fatalf("the error tells %q: %v", word, err)
				}
			}
			if len(keys) > 0 {
				t.Fatalf("%v, and %d keys", err, len(keys))
			}
			return
		}
		if len(keys) < 1 || len(keys) > mostEditorKeys {
			t.Fatalf("%d keys", len(keys))
		}
		for _, key := range keys {
			if len(key) < 32 || len(key) > 256 || strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' }) {
				t.Fatalf("%q is a key", key)
			}
		}
	})
}
