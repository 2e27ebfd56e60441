package memory

import (
	"os"
	"path/filepath"
	"runtime/debug"
	"testing"
)

func TestCgroupLimit(t *testing.T) {
	cases := map[string]struct {
		content string
		want    int64
		ok      bool
	}{
		"a limit":         {"134217728\n", 134217728, true},
		"v2 without":      {"max\n", 0, false},
		"v1 without":      {"9223372036854771712\n", 0, false},
		"something else":  {"lots\n", 0, false},
		"no such file":    {"", 0, false},
		"nonsense (zero)": {"0\n", 0, false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "limit")
			if c.content != "" {
				if err := os.WriteFile(file, []byte(c.content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			limit, ok := cgroupLimit([]string{"/nowhere", file})
			if ok != c.ok || (ok && limit != c.want) {
				t.Fatalf("got %d, %t", limit, ok)
			}
		})
	}
}

// Go is told nine tenths of the container's memory, unless an operator has told it something else.
func TestRespect(t *testing.T) {
	file := filepath.Join(t.TempDir(), "limit")
	if err := os.WriteFile(file, []byte("1000000000\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	files, limit := limitFiles, debug.SetMemoryLimit(-1)
	limitFiles = []string{file}
	t.Cleanup(func() { limitFiles = files; debug.SetMemoryLimit(limit) })
	t.Setenv("GOMEMLIMIT", "1GiB")
	if got := Respect(); got != limit {
		t.Errorf("GOMEMLIMIT is overruled: %d", got)
	}
	t.Setenv("GOMEMLIMIT", "")
	if got := Respect(); got != 900_000_000 {
		t.Errorf("got %d", got)
	}
}
