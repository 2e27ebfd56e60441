package server

import "net/http"

// A Check says in a few words how a part does: "ok", or what is wrong. It is asked at each probe, so it must be cheap.
type Check struct {
	Name  string
	State func() string
	// Optional parts are shown but do not make the pod unready.
	Optional bool
}

const ok = "ok"

type readiness struct {
	Ready bool `json:"ready"`
	// NotReady names the checks that keep the pod from being ready.
	NotReady []string          `json:"notReady"`
	Checks   map[string]string `json:"checks"`
}

// live says that the process answers. Whatever else is broken, a restart would not mend it.
func (s *Server) live(w http.ResponseWriter, _ *http.Request) error {
	writeJSON(w, http.StatusOK, map[string]string{"status": ok})
	return nil
}

func (s *Server) ready(w http.ResponseWriter, _ *http.Request) error {
	answer := readiness{NotReady: []string{}, Checks: map[string]string{}}
	for _, check := range append([]Check{{Name: "draining", State: s.drainState}}, s.checks...) {
		state := check.State()
		answer.Checks[check.Name] = state
		if state != ok && !check.Optional {
			answer.NotReady = append(answer.NotReady, check.Name)
		}
	}
	answer.Ready = len(answer.NotReady) == 0
	status := http.StatusOK
	if !answer.Ready {
		status = http.StatusServiceUnavailable
	}
	writeJSON(w, status, answer)
	return nil
}

func (s *Server) drainState() string {
	if s.draining.Load() {
		return "shutting down"
	}
	return ok
}
