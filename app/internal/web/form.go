package web

import (
	"errors"
	"mime"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"alchemorsel.dev/app/internal/recipe"
)

const (
	// maxForm is enough for the largest recipe, with each of its characters escaped.
	maxForm = recipe.MaxBody
	// maxSmallForm is enough for any key, and for stars.
	maxSmallForm = 4 << 10
	// A form above largeForm is one of few at a time: its page is several times as large, and whoever is not signed in gets
	// one too. Recipes of a few pages are below it. Those who are not signed in have their own number, so that none of them
	// takes the editor's by sending slowly.
	largeForm      = 32 << 10
	mostLargeForms = 2
	// largeFormWait is for others' large forms; nothing of one's own is read meanwhile.
	largeFormWait = 2 * time.Second
)

// field is one field of the form, with what was typed and what is wrong with it.
type field struct {
	Name, Label, Hint, Value string
	// Kind is text, number, lines or choice.
	Kind     string
	Rows     int
	Required bool
	// Item is what one line is called.
	Item   string
	Errors []string
	// Options of a choice.
	Options []option
	// Theirs is what somebody else has saved meanwhile, where it differs.
	Theirs  string
	Differs bool
}

// form is the page of a new recipe, or of one that is changed.
type form struct {
	Action, Submit, Cancel string
	// Notice says why the form is shown again, when it is for no field.
	Notice string
	// SignIn shows the way to sign in, in another tab, so that nothing typed is lost.
	SignIn bool
	Fields []*field
	// Hidden values come back with the form as they went out.
	Hidden map[string]string
}

func (f form) Wrong() bool {
	return slices.ContainsFunc(f.Fields, func(each *field) bool { return len(each.Errors) > 0 })
}

func fieldsOf(values map[string]string) []*field {
	fields := []*field{
		{Name: "title", Label: "Title", Kind: "text", Required: true},
		{Name: "description", Label: "Description", Kind: "lines", Rows: 3, Hint: "What it is, and when you make it."},
		{Name: "ingredients", Label: "Ingredients", Kind: "lines", Rows: 8, Required: true, Item: "Line", Hint: "One on each line, with its amount: 200 g flour"},
		{Name: "steps", Label: "Steps", Kind: "lines", Rows: 10, Required: true, Item: "Step", Hint: "One on each line. For longer ones, leave an empty line between them."},
		{Name: "tags", Label: "Tags", Kind: "text", Item: "Tag", Hint: "With commas between them: soup, quick, winter"},
		{Name: "servings", Label: "Servings", Kind: "number", Required: true},
		{Name: "minutes", Label: "Minutes", Kind: "number", Hint: "From the first step until it is on the table."},
		{Name: "difficulty", Label: "Difficulty", Kind: "choice", Options: difficulties(values["difficulty"])},
	}
	for _, each := range fields {
		each.Value = values[each.Name]
	}
	return fields
}

func difficulties(chosen string) []option {
	options := []option{{"", "Not said", chosen == ""}}
	for _, each := range recipe.Difficulties {
		options = append(options, option{string(each), capital(string(each)), string(each) == chosen})
	}
	return options
}

func valuesOf(draft recipe.Draft) map[string]string {
	return map[string]string{
		"title": draft.Title, "description": draft.Description, "ingredients": strings.Join(draft.Ingredients, "\n"),
		"steps": joinSteps(draft.Steps), "tags": strings.Join(draft.Tags, ", "), "servings": strconv.Itoa(draft.Servings),
		"minutes": said(draft.Minutes), "difficulty": string(draft.Difficulty),
	}
}

// said is empty for a number that its author did not say.
func said(number int) string {
	if number == 0 {
		return ""
	}
	return strconv.Itoa(number)
}

// addProblems puts each problem at its field, in the words of the form.
func addProblems(fields []*field, problems []recipe.Problem) {
	for _, problem := range problems {
		name, index, isItem := strings.Cut(problem.Field, "/")
		for _, each := range fields {
			if each.Name != name {
				continue
			}
			subject := each.Label
			if number, err := strconv.Atoi(index); isItem && err == nil {
				subject = each.Item + " " + strconv.Itoa(number+1)
			}
			each.Errors = append(each.Errors, subject+" "+problem.Detail+".")
		}
	}
}

// readForm returns what a form holds, of a size and a kind that forms have.
func readForm(w http.ResponseWriter, r *http.Request, most int64) error {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/x-www-form-urlencoded" {
		return &problem{http.StatusUnsupportedMediaType, "This is no form of these pages."}
	}
	if r.ContentLength > most { // nothing of it is read
		return errLargeForm
	}
	r.Body = http.MaxBytesReader(w, r.Body, most)
	if err := r.ParseForm(); err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return errLargeForm
		}
		return &problem{http.StatusBadRequest, "The form came in pieces. Go back and send it again."}
	}
	return nil
}

var errLargeForm = &problem{http.StatusRequestEntityTooLarge, "The form is too large, so nothing was saved: a recipe has at most 40 KiB of text, and no pictures. " +
	"Go back, make it shorter, and send it again."}

// few lets some large forms through at a time, so that they do not take all of a pod's memory.
func (s *Site) few(h handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if r.ContentLength >= 0 && r.ContentLength <= largeForm {
			return h(w, r)
		}
		places := s.largeForms[s.editor.CheckSession(r) == nil]
		wait := time.NewTimer(largeFormWait)
		defer wait.Stop()
		select {
		case places <- struct{}{}:
			defer func() { <-places }()
			return h(w, r)
		case <-wait.C:
			return &problem{http.StatusServiceUnavailable, "Too many large forms come at once, so nothing was saved. Go back, and send it again in a moment."}
		case <-r.Context().Done():
			return r.Context().Err()
		}
	}
}

// typed is what was typed into each field.
func typed(r *http.Request) map[string]string {
	values := map[string]string{}
	for _, each := range fieldsOf(nil) {
		text := strings.ReplaceAll(r.PostForm.Get(each.Name), "\r\n", "\n")
		values[each.Name] = strings.ToValidUTF8(text, "\uFFFD")
	}
	return values
}

// parseForm returns the recipe of what was typed, and everything that is wrong with it. A recipe that was there before stays
// as it is where its form was left alone.
func parseForm(values map[string]string, before *recipe.Draft) (recipe.Draft, []recipe.Problem) {
	servings, servingsProblem := number(values, "servings")
	minutes, minutesProblem := number(values, "minutes")
	draft := recipe.Draft{
		Title:       strings.TrimSpace(values["title"]),
		Description: strings.TrimSpace(values["description"]),
		Ingredients: trimmed(strings.Split(values["ingredients"], "\n")),
		Steps:       splitSteps(values["steps"]),
		Tags:        parseTags(values["tags"]),
		Servings:    servings,
		Minutes:     minutes,
		Difficulty:  recipe.Difficulty(values["difficulty"]),
	}
	if before != nil {
		keepUnchanged(&draft, values, *before)
	}
	return draft, merge(draft.Validate(), append(servingsProblem, minutesProblem...))
}

// number of a field; an empty one is 0, and what that means is the recipe's business.
func number(values map[string]string, name string) (int, []recipe.Problem) {
	text := strings.TrimSpace(values[name])
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, []recipe.Problem{{Field: name, Detail: "must be a whole number"}}
	}
	if n == 0 {
		n = -1 // said, and wrong: only an empty field says nothing
	}
	return n, nil
}

// merge prefers what the form knows about a field: "must be from 1 to 1000" would not say that it is no number.
func merge(found, ofForm []recipe.Problem) []recipe.Problem {
	for _, own := range ofForm {
		found = slices.DeleteFunc(found, func(p recipe.Problem) bool { return p.Field == own.Field })
	}
	return append(found, ofForm...)
}

// trimmed drops what is empty.
func trimmed(texts []string) []string {
	kept := []string{}
	for _, text := range texts {
		if text = strings.TrimSpace(text); text != "" {
			kept = append(kept, text)
		}
	}
	return kept
}

var emptyLine = regexp.MustCompile(`\n[ \t]*\n`)

// splitSteps takes each line for a step, unless an empty line stands between some: then each paragraph.
func splitSteps(text string) []string {
	if emptyLine.MatchString(text) {
		return trimmed(emptyLine.Split(text, -1))
	}
	return trimmed(strings.Split(text, "\n"))
}

// joinSteps is read by splitSteps as the same steps, unless there is an empty line within one.
func joinSteps(steps []string) string {
	if slices.ContainsFunc(steps, func(step string) bool { return strings.Contains(step, "\n") }) {
		return strings.Join(steps, "\n\n") + "\n\n"
	}
	return strings.Join(steps, "\n")
}

// parseTags writes tags as recipes carry them: "Main Course, soup" is main-course and soup.
func parseTags(text string) []string {
	tags, seen := []string{}, map[string]bool{} // a form may hold a hundred thousand
	for _, tag := range trimmed(strings.Split(text, ",")) {
		tag = strings.Join(strings.Fields(strings.ToLower(tag)), "-")
		if !seen[tag] {
			seen[tag], tags = true, append(tags, tag)
		}
	}
	return tags
}
