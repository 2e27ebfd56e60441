package server

import (
	"sync/atomic"
	"time"
)

// onceEach lets one event through per interval; the metrics count the others.
type onceEach struct {
	interval time.Duration
	last     atomic.Int64
}

func (o *onceEach) allow() bool {
	now, last := time.Now().UnixNano(), o.last.Load()
	passed := now - last
	// A clock that was set back must not silence it until it is as late again.
	return (passed >= int64(o.interval) || passed < 0) && o.last.CompareAndSwap(last, now)
}
