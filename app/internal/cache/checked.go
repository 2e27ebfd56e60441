package cache

import (
	"bytes"
	"fmt"
	"net"
	"strconv"
)

const (
	// mostBytes is far more than any copy has, which is a recipe of 40 KiB of texts, however their letters are escaped. What
	// another program left in its place may be longer, and is replaced; an answer beyond this is a failure.
	mostBytes = 4 << 20
	// longestLine is more than Redis says of an error.
	longestLine = 1 << 10
)

// checked is a connection on which only answers to the cache's commands come through: a line, or a text of a size that
// can be held. redigo takes at once as much memory as an answer says that it will need.
type checked struct {
	net.Conn
	line []byte // the first of an answer, as far as it has come
	rest int    // bytes of the text after it that are still to come
}

func (c *checked) Read(into []byte) (int, error) {
	n, err := c.Conn.Read(into)
	for came := into[:n]; len(came) > 0; {
		if c.rest > 0 {
			text := min(c.rest, len(came))
			c.rest, came = c.rest-text, came[text:]
			continue
		}
		part, after, ended := bytes.Cut(came, []byte("\n"))
		c.line, came = append(c.line, part...), after
		if !ended && len(c.line) <= longestLine {
			continue
		}
		rest, err := bytesAfter(c.line)
		if err != nil {
			return 0, err
		}
		c.line, c.rest = c.line[:0], rest
	}
	return n, err
}

// bytesAfter is how many bytes follow the first line of an answer. https://redis.io/docs/latest/develop/reference/protocol-spec/
func bytesAfter(line []byte) (int, error) {
	if len(line) == 0 || len(line) > longestLine {
		return 0, errNoAnswer(line)
	}
	switch line[0] {
	case '+', '-', ':':
		return 0, nil
	case '$':
		size, err := strconv.Atoi(string(bytes.TrimSuffix(line[1:], []byte("\r"))))
		if err != nil || size > mostBytes {
			return 0, errNoAnswer(line)
		}
		if size < 0 { // there is no text
			return 0, nil
		}
		return size + len("\r\n"), nil
	}
	return 0, errNoAnswer(line)
}

func errNoAnswer(line []byte) error {
	return fmt.Errorf("no answer of Redis to one of the cache's commands, is CACHE_HOST a Redis? %.40q", line)
}
