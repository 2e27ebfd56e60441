package server

import "sync"

// mostStreamsOfClient is far above what a person's tabs need, also of several behind one address, and far below mostStreams.
const mostStreamsOfClient = 50

// clientStreams keeps one client from taking all streams of this pod.
type clientStreams struct {
	mutex sync.Mutex
	open  map[string]int
}

// take counts one more stream of the client, until leave is called; ok is false when it has its share.
func (c *clientStreams) take(client string) (leave func(), ok bool) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.open[client] >= mostStreamsOfClient {
		return nil, false
	}
	c.open[client]++
	return func() { c.leave(client) }, true
}

func (c *clientStreams) leave(client string) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.open[client]--
	if c.open[client] == 0 {
		delete(c.open, client)
	}
}
