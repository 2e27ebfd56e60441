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
