package store

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"alchemorsel.dev/app/internal/recipe"
	"github.com/jackc/pgx/v5"
)

// mostRanked bounds the matches that a search by relevance ranks: to rank all of a word that every recipe has would take
// seconds. They are the newest ones.
const mostRanked = 1000

const summaryColumns = `id, title, description, tags, servings, coalesce(minutes, 0) as minutes,
	coalesce(difficulty, '') as difficulty, version, rating_count, rating_sum, created_at, updated_at`

// The same expression as in the index recipes_score: a recipe starts with five votes of three stars, so that one vote of
// five is not better than a hundred of which most are.
const ratingScore = "((rating_sum + 15)::float8 / (rating_count + 5))"

// Search lists one page. Pages follow each other by score and ID, so that recipes which come or go meanwhile neither
// repeat nor hide others.
func (s *Store) Search(ctx context.Context, search recipe.Search) (page recipe.Page, err error) {
	sql, args := searchQuery(search)
	var scores []*float64
	err = s.use(ctx, func(ctx context.Context) error {
		rows, err := s.pool.Query(ctx, sql, args...)
		if err != nil {
			return err
		}
		page.Recipes, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (found recipe.Summary, err error) {
			var score *float64
			found, score, err = scanSummary(row)
			scores = append(scores, score)
			return found, err
		})
		return err
	})
	if err == nil && len(page.Recipes) > search.Limit {
		page.Recipes = page.Recipes[:search.Limit]
		last := search.Limit - 1
		page.Next = &recipe.Cursor{Score: scores[last], ID: page.Recipes[last].ID, ByRating: search.Order == recipe.BestRated}
	}
	return page, err
}

func scanSummary(row pgx.CollectableRow) (s recipe.Summary, score *float64, err error) {
	var sum int
	err = row.Scan(&s.ID, &s.Title, &s.Description, &s.Tags, &s.Servings, &s.Minutes, &s.Difficulty, &s.Version,
		&s.Rating.Count, &sum, &s.CreatedAt, &s.UpdatedAt, &score)
	s.Rating = rating(sum, s.Rating.Count)
	return s, score, err
}

// query is SQL that grows with its arguments.
type query struct {
	conditions []string
	args       []any
}

// arg adds an argument and returns its place in the SQL.
func (q *query) arg(value any) string {
	q.args = append(q.args, value)
	return fmt.Sprintf("$%d", len(q.args))
}

func (q *query) where(condition string, values ...any) {
	places := make([]any, len(values))
	for i, value := range values {
		places[i] = q.arg(value)
	}
	q.conditions = append(q.conditions, fmt.Sprintf(condition, places...))
}

// from is the recipes that all conditions hold for.
func (q *query) from() string {
	if len(q.conditions) == 0 {
		return " from recipes"
	}
	return " from recipes where " + strings.Join(q.conditions, " and ")
}

// searchQuery writes only the conditions that are asked for, so that each form has a plan that uses its index. It asks
// for one row more than the page holds, to know whether another page follows.
func searchQuery(search recipe.Search) (string, []any) {
	q := &query{}
	words := ""
	if search.Text != "" {
		words = q.words(search.Text)
		q.where("document @@ " + words)
	}
	if len(search.Tags) > 0 {
		q.where("tags @> %s::text[]", search.Tags)
	}
	if search.Difficulty != "" {
		q.where("difficulty = %s", search.Difficulty)
	}
	if search.MaxMinutes > 0 {
		q.where("minutes <= %s", search.MaxMinutes)
	}
	switch {
	case search.Order == recipe.Relevance && words != "":
		return q.byRelevance(search, words), q.args
	case search.Order == recipe.BestRated:
		return q.byRating(search), q.args
	}
	return q.byAge(search), q.args
}

func (q *query) byAge(search recipe.Search) string {
	if search.Cursor != nil {
		q.where("id < %s", search.Cursor.ID)
	}
	return "select " + summaryColumns + ", null::float8" + q.from() + " order by id desc limit " + q.arg(search.Limit+1)
}

func (q *query) byRating(search recipe.Search) string {
	if search.Cursor != nil {
		q.where("("+ratingScore+", id) < (%s::float8, %s::uuid)", search.Cursor.Score, search.Cursor.ID)
	}
	return "select " + summaryColumns + ", " + ratingScore + q.from() +
		" order by " + ratingScore + " desc, id desc limit " + q.arg(search.Limit+1)
}

// byRelevance reads the texts of a page only, not those of all that it ranks.
func (q *query) byRelevance(search recipe.Search, words string) string {
	candidates := "select id, ts_rank(document, " + words + ")::float8 as score" + q.from() +
		fmt.Sprintf(" order by id desc limit %d", mostRanked)
	after := ""
	if search.Cursor != nil {
		after = " where (score, id) < (" + q.arg(search.Cursor.Score) + "::float8, " + q.arg(search.Cursor.ID) + "::uuid)"
	}
	best := "select id, score from (" + candidates + ") candidates" + after +
		" order by score desc, id desc limit " + q.arg(search.Limit+1)
	return "select " + summaryColumns + ", score from (" + best + ") best join recipes using (id) order by score desc, id desc"
}

// words is the text as a tsquery. Its last word is also taken for the beginning of one, unless the text says more about it
// than that it is to be found.
func (q *query) words(text string) string {
	all := "websearch_to_tsquery('pg_catalog.english', " + q.arg(text) + ")"
	head, last, ok := beginning(text)
	if !ok {
		return all
	}
	return "(" + all + " || (websearch_to_tsquery('pg_catalog.english', " + q.arg(head) + ") && to_tsquery('pg_catalog.english', " +
		q.arg(last+":*") + ")))"
}

func beginning(text string) (head, last string, ok bool) {
	words := strings.Fields(text)
	if len(words) == 0 || strings.Contains(text, `"`) {
		return "", "", false
	}
	last = words[len(words)-1]
	words = words[:len(words)-1]
	if len([]rune(last)) < 2 || strings.ContainsFunc(last, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		return "", "", false
	}
	if len(words) > 0 && strings.EqualFold(words[len(words)-1], "or") {
		return "", "", false
	}
	return strings.Join(words, " "), last, true
}
