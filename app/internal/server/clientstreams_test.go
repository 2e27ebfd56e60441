package server

import "testing"

func TestOneClientDoesNotTakeAllStreams(t *testing.T) {
	h := draining()
	h.info.Proxies = 1
	leave := func() {}
	for range mostStreamsOfClient {
		leave, _ = h.clientStreams.take("192.0.2.1")
	}
	follow := func(client string, status int) {
		t.Helper()
		response := h.do("GET", events, "", "X-Forwarded-For: "+client)
		if response.Code != status || (response.Header().Get("Retry-After") != "") != (status == 429) {
			t.Fatalf("%s: got %d, %v, %s", client, response.Code, response.Header(), response.Body)
		}
	}
	follow("192.0.2.1", 429)
	follow("192.0.2.2", 200)
	leave()
	for range 2 { // each one gives its place back
		follow("192.0.2.1", 200)
	}
	if n := len(h.clientStreams.open); n != 1 {
		t.Fatalf("%d clients are counted, and one has streams", n)
	}
}
