// Package once keeps what happens many times a second from filling the log.
package once

import (
	"sync/atomic"
	"time"
)

// Each lets one event through per interval; the metrics count the others.
type Each struct {
	Interval time.Duration
	last     atomic.Int64
}

// Allow tells whether this event is the one.
func (e *Each) Allow() bool {
	now, last := time.Now().UnixNano(), e.last.Load()
	passed := now - last
	// A clock that was set back must not silence it until it is as late again.
	return (passed >= int64(e.Interval) || passed < 0) && e.last.CompareAndSwap(last, now)
}
