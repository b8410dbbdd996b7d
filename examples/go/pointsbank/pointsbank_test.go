package pointsbank

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// The root of the project, from this folder or as the test says.
func root() string {
	if given := os.Getenv("POINTSBANK_ROOT"); given != "" {
		return given
	}
	return "../../.."
}

func document(t *testing.T, folder, name string) Document {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	return Document{name, string(content)}
}

func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// What a month's scenario says line by line: tests/c/README.md.
func TestScenario(t *testing.T) {
	folder := filepath.Join(root(), "tests/c/village")
	var files []Document
	for _, name := range []string{"rules.json", "roster.csv", "members.csv", "officers.csv", "goods.csv"} {
		files = append(files, document(t, folder, name))
	}
	before := OpenHandles()
	bank := must[*Bank](t)(CreateBank(filepath.Join(t.TempDir(), "village.pointsbank"), "lixin", "chen", "2026-03-01T00:00:00+08:00"))
	outcome, steps := "", 0
	for number, line := range strings.Split(document(t, folder, "scenario.txt").Text, "\n") {
		var err error
		switch mark, rest, _ := strings.Cut(line, " "); mark {
		case ">":
			outcome, err = bank.Execute(rest, files...)
		case "*":
			outcome, err = bank.ExecuteMany(rest)
		case "?":
			outcome, err = bank.Ask(rest)
		case "!", "!?":
			if mark == "!" {
				_, err = bank.Execute(rest)
			} else {
				_, err = bank.Ask(rest)
			}
			var wrong *Error
			if !errors.As(err, &wrong) || wrong.Status != WrongInput {
				t.Fatalf("line %d: %v", number+1, err)
			}
			outcome, err = wrong.Issues, nil
			if !json.Valid([]byte(outcome)) {
				t.Fatalf("line %d: no JSON: %s", number+1, outcome)
			}
		case "<":
			if !strings.Contains(outcome, rest) {
				t.Fatalf("line %d: not in %s", number+1, outcome)
			}
			steps++
		}
		if err != nil {
			t.Fatalf("line %d: %v", number+1, err)
		}
	}
	if steps < 40 {
		t.Fatalf("only %d expectations", steps)
	}
	if err := bank.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := bank.Ask(`{"question": "shelf"}`); err == nil || err.(*Error).Status != Usage {
		t.Fatalf("a closed bank says %v", err)
	}
	if OpenHandles() != before {
		t.Fatalf("%d handles are open", OpenHandles()-before)
	}
}

// The conformance cases, byte for byte.
func TestConformance(t *testing.T) {
	cases := must[[]string](t)(filepath.Glob(filepath.Join(root(), "tests/conformance/cases/*/case.json")))
	agreeing := 0
	for _, description := range cases {
		folder := filepath.Dir(description)
		var said struct {
			Rules                                                       []string
			Roster, Events, Members, Entries, Published, Through, As_of string
		}
		if err := json.Unmarshal([]byte(document(t, folder, "case.json").Text), &said); err != nil {
			t.Fatal(err)
		}
		if said.Published != "" {
			continue // tables of earlier months: the C program's matter
		}
		var lists []Document
		for _, name := range said.Rules {
			lists = append(lists, document(t, folder, name))
		}
		optional := func(name string) *Document {
			if name == "" {
				return nil
			}
			found := document(t, folder, name)
			return &found
		}
		rules := must[*Rules](t)(NewRules(lists...))
		evaluation := must[*Evaluation](t)(rules.Evaluate(Village{document(t, folder, said.Roster), document(t, folder, said.Events),
			optional(said.Members), optional(said.Entries), said.Through, said.As_of}))
		expected := filepath.Join(folder, "expected-whole")
		if _, err := os.Stat(expected); err != nil {
			expected = filepath.Join(folder, "expected")
		}
		for _, table := range []string{"balances", "postings", "outcomes", "rankings", "ratings", "dividends", "benefits"} {
			if must[string](t)(evaluation.CSV(table)) != document(t, expected, table+".csv").Text {
				t.Errorf("%s: another table %s comes out", folder, table)
			}
		}
		evaluation.Close()
		rules.Close()
		agreeing++
	}
	if agreeing < 50 {
		t.Fatalf("only %d cases", agreeing)
	}
}

// Many goroutines, one bank: each gets its own errors, and nothing is lost or doubled.
func TestGoroutines(t *testing.T) {
	folder := filepath.Join(root(), "tests/c/village")
	bank := must[*Bank](t)(CreateBank(filepath.Join(t.TempDir(), "village.pointsbank"), "lixin", "chen", "2026-03-01T00:00:00+08:00"))
	defer bank.Close()
	at := `"by": "chen", "at": "2026-03-01T00:00:00+08:00"`
	must[string](t)(bank.Execute(`{"command": "adopt", `+at+`, "key": "a", "lists": ["rules.json"]}`, document(t, folder, "rules.json")))
	must[string](t)(bank.Execute(`{"command": "roster", `+at+`, "key": "b", "table": "roster.csv"}`, document(t, folder, "roster.csv")))
	var all sync.WaitGroup
	for worker := 0; worker < 8; worker++ {
		all.Add(1)
		go func(worker int) {
			defer all.Done()
			for i := 0; i < 10; i++ {
				// Each claim is handed in twice, with the same key.
				claim := fmt.Sprintf(`{"command": "submit", "by": "H1", "at": "2026-03-02T09:00:00+08:00", "key": "w%d-%d", "event": "w%d-%d", "household": "H1", "kind": "volunteering", "occurred": "2026-03-01", "quantity": 1}`, worker, i/2, worker, i/2)
				if answer, err := bank.Execute(claim); err != nil || !strings.Contains(answer, `"code":"done"`) {
					t.Errorf("%v %s", err, answer)
				}
				name := fmt.Sprintf("nobody%d", worker)
				_, err := bank.Ask(`{"question": "` + name + `"}`)
				if err == nil || !strings.Contains(err.Error(), name) {
					t.Errorf("another goroutine's error: %v", err)
				}
			}
		}(worker)
	}
	all.Wait()
	claims := must[string](t)(bank.Ask(`{"question": "claims"}`))
	if found := strings.Count(claims, `"event": `); found != 40 {
		t.Fatalf("%d claims instead of 40", found)
	}
}
