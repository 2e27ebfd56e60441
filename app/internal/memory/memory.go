// Package memory tells Go's garbage collector how much memory the container has. Go reads the CPU limit of a cgroup by
// itself (GOMAXPROCS), but not the memory limit.
package memory

import (
	"math"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
)

// share of the limit that is Go's heap's; the rest is for stacks of the kernel, buffers and the binary itself.
const share = 0.9

// Limit files of cgroup v2 and v1, as a container sees them.
var limitFiles = []string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"}

// Respect sets the soft memory limit from the cgroup, unless GOMEMLIMIT says it already. It returns the limit in force.
func Respect() int64 {
	if os.Getenv("GOMEMLIMIT") == "" {
		if limit, ok := cgroupLimit(limitFiles); ok {
			debug.SetMemoryLimit(int64(float64(limit) * share))
		}
	}
	return debug.SetMemoryLimit(-1)
}

func cgroupLimit(files []string) (int64, bool) {
	for _, file := range files {
		content, err := os.ReadFile(file) // #nosec G304 -- one of limitFiles
		if err != nil {
			continue
		}
		// "max" (v2) is no number; v1 writes a number near the largest one when there is no limit.
		limit, err := strconv.ParseInt(strings.TrimSpace(string(content)), 10, 64)
		return limit, err == nil && limit > 0 && limit < math.MaxInt64/2
	}
	return 0, false
}
