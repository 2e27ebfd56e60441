package recipe

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// mostUnknown bounds how many unknown fields are named, since the client chooses how many there are.
const mostUnknown = 20

var errNoUTF8 = errors.New("the body is not valid UTF-8")

// Decode reads a draft from one JSON document. The error says that the text is no JSON object at all; the problems name
// every field that is unknown, of the wrong type or refused by Validate.
//
// The fields are decoded one by one because encoding/json reports only the first problem of a document, and takes
// "Title" for "title".
func Decode(text []byte) (Draft, []Problem, error) {
	if !utf8.Valid(text) {
		return Draft{}, nil, errNoUTF8
	}
	document, err := object(text)
	if err != nil {
		return Draft{}, nil, err
	}

	var draft Draft
	problems := decodeFields(document, map[string]field{
		"title":       {&draft.Title, "a string"},
		"description": {&draft.Description, "a string"},
		"ingredients": {&draft.Ingredients, "a list of strings"},
		"steps":       {&draft.Steps, "a list of strings"},
		"tags":        {&draft.Tags, "a list of strings"},
		"servings":    {(*whole)(&draft.Servings), "a whole number"},
		"minutes":     {(*whole)(&draft.Minutes), "a whole number"},
		"difficulty":  {&draft.Difficulty, "a string"},
	})
	mistyped := make(map[string]bool, len(problems))
	for _, p := range problems {
		mistyped[p.Field] = true
	}
	for _, p := range draft.Validate() {
		name, _, _ := strings.Cut(p.Field, "/")
		if !mistyped[name] { // "must be a string" says it; "must not be empty" would only confuse
			problems = append(problems, p)
		}
	}
	if draft.Tags == nil {
		draft.Tags = []string{} // a list in every answer, never null
	}
	return draft, problems, nil
}

func object(text []byte) (map[string]json.RawMessage, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	var document map[string]json.RawMessage
	if err := decoder.Decode(&document); err != nil {
		var mismatch *json.UnmarshalTypeError
		switch {
		case errors.As(err, &mismatch):
			return nil, fmt.Errorf("the body must be a JSON object, not a JSON %s", mismatch.Value)
		case errors.Is(err, io.EOF):
			return nil, errors.New("the body is empty")
		case errors.Is(err, io.ErrUnexpectedEOF):
			return nil, errors.New("the JSON document ends too early")
		}
		return nil, fmt.Errorf("the body is not JSON: %w", err)
	}
	if document == nil {
		return nil, errors.New("the body must be a JSON object, not null")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("the body must hold one JSON document and nothing after it")
	}
	return document, nil
}

// DecodeStars reads a rating, {"stars":4}, as Decode reads a draft.
func DecodeStars(text []byte) (stars int, problems []Problem, err error) {
	if !utf8.Valid(text) {
		return 0, nil, errNoUTF8
	}
	document, err := object(text)
	if err != nil {
		return 0, nil, err
	}
	problems = decodeFields(document, map[string]field{"stars": {(*whole)(&stars), "a whole number"}})
	if len(problems) == 0 && (stars < 1 || stars > MaxStars) {
		problems = append(problems, Problem{"stars", fmt.Sprintf("must be from 1 to %d", MaxStars)})
	}
	return stars, problems, nil
}

// whole is a number without a fraction, however it is written: 2.0 and 2e0 are 2, as JSON Schema has it.
type whole int

func (w *whole) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		return nil // absent, as for other fields
	}
	number, err := strconv.ParseFloat(string(text), 64)
	if err != nil || number != math.Trunc(number) || math.Abs(number) > math.MaxInt32 {
		return errors.New("not a whole number")
	}
	*w = whole(number)
	return nil
}

type field struct {
	target any
	kind   string
}

func decodeFields(document map[string]json.RawMessage, fields map[string]field) []Problem {
	var problems []Problem
	unknown := 0
	for _, name := range slices.Sorted(maps.Keys(document)) {
		f, known := fields[name]
		if !known {
			if unknown++; unknown <= mostUnknown {
				problems = append(problems, Problem{shorten(name), "is not a field of this document"})
			}
			continue
		}
		if err := json.Unmarshal(document[name], f.target); err != nil {
			problems = append(problems, Problem{name, "must be " + f.kind})
		}
	}
	return problems
}

func shorten(name string) string {
	if runes := []rune(name); len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return name
}
