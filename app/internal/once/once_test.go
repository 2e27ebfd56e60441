package once

import (
	"testing"
	"time"
)

// A log that a clock's jump back has silenced would hide an outage.
func TestLogGoesOnAfterTheClockWasSetBack(t *testing.T) {
	each := Each{Interval: time.Second}
	each.last.Store(time.Now().Add(time.Hour).UnixNano())
	if !each.Allow() || each.Allow() {
		t.Fatal("one line, and no more")
	}
}
