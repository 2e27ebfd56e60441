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
	return now-last >= int64(o.interval) && o.last.CompareAndSwap(last, now)
}
