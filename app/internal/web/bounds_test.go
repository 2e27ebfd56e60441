package web

import (
	"fmt"
	"io"
	"net/http/httptest"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"alchemorsel.dev/app/internal/recipe"
)

// raw sends a body as it is, as no browser does: it escapes a quote, which the page shows as five letters.
func (f *fixture) raw(target, body string, headers ...string) *httptest.ResponseRecorder {
	request := httptest.NewRequest("POST", target, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return f.send(request, headers)
}

// allocated is how many bytes a call takes from the heap.
func allocated(call func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	call()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestLargeFormsTakeLittleMemory: a pod has 128 MiB for all that it does.
func TestLargeFormsTakeLittleMemory(t *testing.T) {
	const most = 16 << 20 // a third of it is what the race detector takes
	for _, size := range []int{4<<20 - 100, 256<<10 - 100} {
		for _, target := range []string{"/recipes", page + "/edit", page + "/ratings", "/sign-in"} {
			f := guarded(t)
			editor := f.signedIn(t)
			body := "version=7&steps=" + strings.Repeat(`"`, size)
			for who, headers := range map[string][]string{"nobody": nil, "the editor": {editor}} {
				var response *httptest.ResponseRecorder
				bytes := allocated(func() {
					response = f.raw(target, body, headers...)
				})
				t.Logf("%s, %s, %d bytes: %d, %d KiB allocated, a page of %d KiB", target, who, size, response.Code, bytes>>10, response.Body.Len()>>10)
				if bytes > most || response.Code < 400 {
					t.Errorf("%s, %s, %d bytes: %d, %d KiB allocated", target, who, size, response.Code, bytes>>10)
				}
			}
		}
	}
}

// TestWhatIsTypedIsKeptUpToItsBound: who has lost a sign-in while typing keeps any recipe that is accepted; beyond that
// nothing is shown again, and the page says so.
func TestWhatIsTypedIsKeptUpToItsBound(t *testing.T) {
	for _, target := range []string{"/recipes", page + "/edit"} {
		f := guarded(t)
		long := strings.Repeat("Stir. ", recipe.MaxSize/6)
		response := f.do("POST", target, filled("steps", long))
		wantPage(t, response, 401, "nothing that you typed is lost", long)
		response = f.do("POST", target, filled("steps", strings.Repeat("x", maxForm)))
		wantPage(t, response, 413, "nothing was saved", "Go back")
		if strings.Contains(response.Body.String(), "xxx") {
			t.Error("it is shown again")
		}
		editor := f.signedIn(t)
		wantPage(t, f.do("POST", target, filled("steps", strings.Repeat("Stir. ", 10_000)), editor), 422,
			"Steps make the recipe too long: all its texts together must have at most 40960 bytes", strings.Repeat("Stir. ", 10_000))
	}
}

// TestLargestRecipeFitsIntoAForm, each of its bytes escaped, as a browser sends it that knows few letters.
func TestLargestRecipeFitsIntoAForm(t *testing.T) {
	for name, letter := range map[string]string{"ASCII": "x", "line ends": "\n", "four bytes": "🍅"} {
		text := strings.Repeat(letter, recipe.MaxStep-1)
		draft := soup
		draft.Description, draft.Steps = "", nil
		for size := 100; size+len(text)+1 < recipe.MaxSize; size += len(text) + 1 {
			draft.Steps = append(draft.Steps, "a"+text)
		}
		if problems := draft.Validate(); len(problems) > 0 {
			t.Fatal(problems)
		}
		var body strings.Builder
		for name, values := range sentUnchanged(draft) {
			body.WriteString("&" + name + "=")
			for _, letter := range []byte(values[0]) {
				fmt.Fprintf(&body, "%%%02X", letter)
			}
		}
		f := open()
		f.recipes.found.Draft = draft
		wantRedirect(t, f.raw(page+"/edit", body.String()), page+"?done=saved")
		if body.Len() > maxForm {
			t.Errorf("%s: %d bytes", name, body.Len())
		}
	}
}

// TestFewLargeFormsAtOnce: others wait for them, and small forms do not.
func TestFewLargeFormsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := open()
		enough := make(chan struct{})
		f.recipes.creating = func() { <-enough }
		large := filled("steps", strings.Repeat(strings.Repeat("x", recipe.MaxStep)+"\n", largeForm/recipe.MaxStep+1))
		statuses := make(chan int)
		send := func() { statuses <- f.do("POST", "/recipes", large).Code }
		for range mostLargeForms {
			go send()
		}
		synctest.Wait()
		go send()
		if status := <-statuses; status != 503 {
			t.Fatalf("one too many: %d", status)
		}
		go send()
		synctest.Wait()
		close(enough)
		for range mostLargeForms + 1 { // with the one that has waited
			if status := <-statuses; status != 303 {
				t.Errorf("got %d", status)
			}
		}
	})
}

// TestSlowStrangersDoNotKeepTheEditorOut: they have places of their own.
func TestSlowStrangersDoNotKeepTheEditorOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := guarded(t)
		var writers []*io.PipeWriter
		statuses := make(chan int, mostLargeForms)
		for range mostLargeForms {
			reader, writer := io.Pipe()
			writers = append(writers, writer)
			request := httptest.NewRequest("POST", "/recipes", reader)
			request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			go func() {
				response := httptest.NewRecorder()
				f.ServeHTTP(response, request)
				statuses <- response.Code
			}()
		}
		synctest.Wait()
		large := filled("description", strings.Repeat("x", largeForm))
		wantPage(t, f.do("POST", "/recipes", large), 503, "nothing was saved")
		wantPage(t, f.do("POST", "/recipes", filled()), 401, "nothing that you typed is lost")
		wantPage(t, f.do("POST", "/recipes", large, f.signedIn(t)), 422, "Description must have")
		for _, writer := range writers {
			writer.Close()
			if status := <-statuses; status != 401 {
				t.Errorf("got %d", status)
			}
		}
	})
}

// TestManyTags: a form of a hundred thousand different ones is answered at once.
func TestManyTags(t *testing.T) {
	var tags strings.Builder
	for i := range 50_000 {
		tags.WriteString(strconv.FormatInt(int64(i), 36) + ",")
	}
	began := time.Now()
	wantPage(t, open().raw("/recipes", "tags="+tags.String()), 422, "Tags must have from 0 to 20 items")
	if took := time.Since(began); took > 2*time.Second {
		t.Fatalf("took %s", took)
	}
}
