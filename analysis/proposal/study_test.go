package proposal_test

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"graftstat/analysis"
	"graftstat/analysis/plan"
	"graftstat/analysis/proposal"
	"graftstat/analysis/registry"
	"graftstat/reports/studyfile"
)

func interviewOf(t *testing.T, e proposal.Export) *proposal.Interview {
	t.Helper()
	var names proposal.Dictionary
	var err error
	if e.Dictionary != "" {
		if names, err = proposal.ReadDictionary(e.Dir, e.Dictionary); err != nil {
			t.Fatal(err)
		}
	}
	tables, unread, err := proposal.Read(t.Context(), e.Dir, e.From, names)
	if err != nil {
		t.Fatal(err)
	}
	i, err := proposal.NewInterview(t.Context(), tables, unread, names, "")
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// dataFaults are what the rows of the exports have: a grade or a yes without a date of
// the event, and a case that the log does not know. Any other issue that excludes a case
// is a fault of the proposal.
func dataFaults() []string { return []string{"event_without_date", "counts_missing"} }

// The study file that is proposed for each of ten exports is read and computed, and
// only rows that are wrong in the files leave a case out.
func TestStudyFilesOfTenExportsPassCheck(t *testing.T) {
	for _, e := range proposal.Exports(t) {
		text, err := studyfile.Write(interviewOf(t, e).Proposal())
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(e.Dir, "study.yaml")
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		p, err := plan.Read(path)
		if err != nil {
			t.Errorf("%s: %v", e.Name, err)
			continue
		}
		d, err := analysis.Load(context.Background(), p, func(string, int) {})
		if err != nil {
			t.Errorf("%s: %v\n%s", e.Name, err, text)
			continue
		}
		r, _, err := analysis.Run(context.Background(), p, d, "test", func(string, int) {})
		if err != nil {
			t.Errorf("%s: %v\n%s", e.Name, err, text)
			continue
		}
		for _, issue := range r.Issues {
			if issue.Severity == string(registry.Error) && !slices.Contains(dataFaults(), issue.Code) {
				t.Errorf("%s: %+v", e.Name, issue)
			}
		}
		if len(r.Cohorts) == 0 {
			t.Errorf("%s: no cohort", e.Name)
		}
	}
}

// Whatever is answered, and wherever one goes back, the study file is one; and the
// questions end.
func TestAnyAnswersGiveAStudyFile(t *testing.T) {
	for seed, e := range proposal.Exports(t) {
		i := interviewOf(t, e)
		n := answerAtRandom(t, i, rand.New(rand.NewPCG(uint64(seed), 3)))
		text, err := studyfile.Write(i.Proposal())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := plan.Decode("study.yaml", text); err != nil || n < 1 {
			t.Errorf("%s, %d answers: %v\n%s", e.Name, n, err, text)
		}
	}
}

func answerAtRandom(t *testing.T, i *proposal.Interview, random *rand.Rand) int {
	t.Helper()
	for n := 0; n < 500; n++ {
		q, ok := i.Next()
		if !ok {
			return n
		}
		if random.IntN(8) == 0 {
			if _, err := i.Back(t.Context()); err != nil {
				t.Fatal(err)
			}
			continue
		}
		choice := random.IntN(len(q.Options) + 1)
		answer := proposal.None
		if choice < len(q.Options) {
			answer = q.Options[choice]
		} else if !q.MayBeNone {
			answer = q.Options[0]
		}
		if err := i.Answer(t.Context(), q, answer); err != nil && answer != proposal.None {
			if err := i.Answer(t.Context(), q, proposal.None); err != nil {
				t.Fatalf("%+v: no answer is taken: %v", q, err)
			}
		} else if err != nil {
			if err := i.Answer(t.Context(), q, q.Options[0]); err != nil {
				t.Fatalf("%+v: no answer is taken: %v", q, err)
			}
		}
	}
	t.Fatal("the questions do not end")
	return 0
}
