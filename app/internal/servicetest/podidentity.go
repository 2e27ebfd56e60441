package servicetest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/config"
)

// PodIdentity is an agent of EKS Pod Identity. It gives credentials to whoever shows what is in the token's file.
type PodIdentity struct {
	config.PodIdentity
	Broken atomic.Bool
	Asked  atomic.Int32
	// Seconds that the credentials are good for.
	Seconds atomic.Int32
}

// StartPodIdentity starts an agent, whose credentials are good for an hour.
func StartPodIdentity(t testing.TB) *PodIdentity {
	t.Helper()
	p := &PodIdentity{}
	p.TokenFile = WriteFile(t, "eks-pod-identity-token", "mercury")
	p.Seconds.Store(3600)
	server := httptest.NewServer(http.HandlerFunc(p.answer))
	t.Cleanup(server.Close)
	p.Address = server.URL + "/v1/credentials"
	return p
}

func (p *PodIdentity) answer(w http.ResponseWriter, r *http.Request) {
	p.Asked.Add(1)
	token, err := config.Secret(p.TokenFile)
	switch {
	case p.Broken.Load():
		http.Error(w, "the agent is broken", http.StatusInternalServerError)
	case err != nil || r.URL.Path != "/v1/credentials" || r.Header.Get("Authorization") != token:
		http.Error(w, "the token is not valid", http.StatusBadRequest)
	default:
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{
			"AccessKeyId": "AKIDEXAMPLE", "SecretAccessKey": "quicksilver", "Token": "session-of-" + token, "AccountId": "123456789012",
			"Expiration": time.Now().Add(time.Duration(p.Seconds.Load()) * time.Second).UTC().Format(time.RFC3339),
		})
	}
}
