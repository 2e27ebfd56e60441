package config

import (
	"fmt"
	"regexp"
	"strings"
)

// mostEditorKeys are the present one and, while it is being replaced, another.
const mostEditorKeys = 2

// editorKeyPattern asks for so much that nobody finds a key by trying, not even with a cookie to try it on.
var editorKeyPattern = regexp.MustCompile(`^[!-~]{32,256}$`)

// EditorKeys returns the editor's keys from a mounted secret: one a line, at most two. All of them are valid; the first one
// signs. The file is read for each use, so a key is replaced without a restart. The error never holds a key.
func EditorKeys(path string) ([]string, error) {
	content, err := Secret(path)
	if err != nil {
		return nil, err
	}
	keys := strings.Fields(content)
	if len(keys) < 1 || len(keys) > mostEditorKeys {
		return nil, fmt.Errorf("%s must hold one key, or two while it is replaced, each on a line; it holds %d", path, len(keys))
	}
	for i, key := range keys {
		if !editorKeyPattern.MatchString(key) {
			return nil, fmt.Errorf("key %d of %s must have 32 to 256 visible ASCII characters, as from: openssl rand -base64 32", i+1, path)
		}
	}
	return keys, nil
}
