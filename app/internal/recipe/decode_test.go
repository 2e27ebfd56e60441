package recipe

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

const soup = `{"title":"Soup","description":"Warm.\nGood.","ingredients":["water","2 carrots"],"steps":["Boil."],"tags":["soup","quick-meal"],"servings":2}`

func TestDecodeAcceptsARecipe(t *testing.T) {
	draft, problems, err := Decode([]byte(soup))
	if err != nil || problems != nil {
		t.Fatal(err, problems)
	}
	want := Draft{"Soup", "Warm.\nGood.", []string{"water", "2 carrots"}, []string{"Boil."}, []string{"soup", "quick-meal"}, 2, 0, ""}
	if !reflect.DeepEqual(draft, want) {
		t.Fatalf("got %+v", draft)
	}
}

func TestDecodeFillsInAbsentTags(t *testing.T) {
	draft, problems, err := Decode([]byte(`{"title":"Tea","ingredients":["tea"],"steps":["Wait."],"servings":1}`))
	if err != nil || problems != nil || draft.Tags == nil {
		t.Fatal(draft, problems, err)
	}
}

func TestDecodeRefusesWhatIsNoJSONObject(t *testing.T) {
	cases := map[string]struct{ body, want string }{
		"empty":             {"", "empty"},
		"cut off":           {soup[:30], "ends too early"},
		"a list":            {"[]", "not a JSON array"},
		"a string":          {`"soup"`, "not a JSON string"},
		"null":              {"null", "not null"},
		"two documents":     {soup + soup, "nothing after it"},
		"rubbish after it":  {soup + "x", "nothing after it"},
		"not JSON":          {"title=Soup", "not JSON"},
		"raw NUL":           {"{\"title\":\"a\x00b\"}", "not JSON"},
		"not UTF-8":         {"{\"title\":\"\xff\"}", "not valid UTF-8"},
		"a comment":         {"{/**/}", "not JSON"},
		"deep as the ocean": {strings.Repeat("[", 200_000), "not JSON"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, _, err := Decode([]byte(c.body))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestDecodeNamesTheField(t *testing.T) {
	replace := func(old, new string) string { return strings.Replace(soup, old, new, 1) }
	cases := map[string]struct{ body, want string }{
		"no title":               {replace(`"Soup"`, `""`), "title: must not be empty"},
		"blank title":            {replace(`"Soup"`, `" \t"`), "title: must not be empty|title: must not contain control characters"},
		"null title":             {replace(`"Soup"`, `null`), "title: must not be empty"},
		"long title":             {replace(`Soup`, strings.Repeat("é", 201)), "title: must have at most 200 characters, has 201"},
		"line in title":          {replace(`Soup`, `So\nup`), "title: must not contain control characters"},
		"escaped NUL":            {replace(`Warm`, `Wa\u0000rm`), "description: must not contain control characters"},
		"title is a number":      {replace(`"Soup"`, `7`), "title: must be a string"},
		"no ingredients":         {replace(`["water","2 carrots"]`, `[]`), "ingredients: must have from 1 to 100 items, has 0"},
		"ingredient is empty":    {replace(`"2 carrots"`, `""`), "ingredients/1: must not be empty"},
		"ingredient is a number": {replace(`"2 carrots"`, `2`), "ingredients: must be a list of strings"},
		"too many steps":         {replace(`["Boil."]`, `["`+strings.Repeat(`x","`, 100)+`x"]`), "steps: must have from 1 to 100 items, has 101"},
		"more than a recipe has": {replace(`["Boil."]`, `["`+strings.Repeat(strings.Repeat("é", 2000)+`","`, 11)+`x"]`),
			"steps: make the recipe too long: all its texts together must have at most 40960 bytes, have 44030"},
		"tag in capitals":     {replace(`"soup"`, `"Soup"`), "tags/0: must have at most 40 lower case letters, digits and single hyphens between them"},
		"no servings":         {replace(`,"servings":2`, ``), "servings: must be from 1 to 1000"},
		"servings and a half": {replace(`"servings":2`, `"servings":2.5`), "servings: must be a whole number"},
		"servings beyond int": {replace(`"servings":2`, `"servings":99999999999999999999`), "servings: must be a whole number"},
		"unknown field":       {replace(`"servings"`, `"stars":5,"servings"`), "stars: is not a field of this document"},
		"field in capitals":   {replace(`"title"`, `"Title"`), "Title: is not a field of this document|title: must not be empty"},
		"everything at once": {`{"title":1,"steps":[""],"servings":0,"x":1}`,
			"title: must be a string|x: is not a field of this document|ingredients: must have from 1 to 100 items, has 0|steps/0: must not be empty|servings: must be from 1 to 1000"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, problems, err := Decode([]byte(c.body))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range problems {
				got = append(got, p.Field+": "+p.Detail)
			}
			if strings.Join(got, "|") != c.want {
				t.Fatalf("got  %s\nwant %s", strings.Join(got, "|"), c.want)
			}
		})
	}
}

func TestDecodeBoundsItsAnswer(t *testing.T) {
	var body strings.Builder
	body.WriteString(strings.TrimSuffix(soup, "}"))
	for i := range 5000 {
		fmt.Fprintf(&body, `,"%s%d":0`, strings.Repeat("x", 200), i)
	}
	body.WriteString("}")
	_, problems, err := Decode([]byte(body.String()))
	if err != nil || len(problems) != mostUnknown || len(problems[0].Field) > 70 {
		t.Fatalf("%v, %d problems", err, len(problems))
	}
}

// FuzzDecode: whatever comes, an accepted draft can be stored.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(soup))
	f.Add([]byte(strings.Replace(soup, "Soup", `\ud800\u0000`, 1)))
	f.Fuzz(func(t *testing.T, body []byte) {
		draft, problems, err := Decode(body)
		if err != nil || len(problems) > 0 {
			return
		}
		texts := append([]string{draft.Title, draft.Description}, draft.Ingredients...)
		texts = append(append(texts, draft.Steps...), draft.Tags...)
		for _, text := range texts {
			if strings.ContainsRune(text, 0) || !strings.EqualFold(text, strings.ToValidUTF8(text, "")) {
				t.Fatalf("accepted %q", text)
			}
		}
	})
}
