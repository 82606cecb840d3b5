package analysis

import (
	"context"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/casefile"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// In each kind of file that a ward keeps, each row of the cases in turn loses its
// identifier: it surfaces as an error on its line, and no other row is passed over
// for it.
func TestNoPatientOfAWardFileIsPassedOver(t *testing.T) {
	for name, form := range wardForms {
		if form.likeAnother {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			headers := wardHeaders
			if form.headers != nil {
				headers = form.headers
			}
			w := readWard(t, headers)
			w.cases = w.cases[:25] // of both programmes
			w.counts, w.transfusions, w.titres, w.scores = w.counts[:9], w.transfusions[:2], w.titres[:2], w.scores[:2]
			w.typing, w.gvhd = w.typing[:2], w.gvhd[:2]
			n, dir := len(w.cases)-1, t.TempDir()
			p := planOf(t, wardStudy(t, dir, form.write(t, dir, w)))
			none := readLost(t, p)
			if none.cases != n || len(none.errors) > 0 {
				t.Fatalf("%d cases and the errors %v", none.cases, none.errors)
			}
			for i := range n {
				id := w.cases[i+1][0]
				w.cases[i+1][0] = ""
				form.write(t, dir, w)
				w.cases[i+1][0] = id
				lost := readLost(t, p)
				if lost.cases != n-1 || !slices.Equal(lost.errors, []string{"missing_case_id"}) ||
					!slices.Equal(lost.passed, none.passed) {
					t.Errorf("without the identifier of row %d: %+v, else %+v", i+1, lost, none)
				}
			}
		})
	}
}

// lostRow is what is read of files in which a row of the cases has no identifier.
type lostRow struct {
	cases          int
	errors, passed []string
}

func readLost(t *testing.T, p *plan.Plan) lostRow {
	t.Helper()
	d, err := casefile.Read(context.Background(), p, nil)
	if err != nil {
		t.Fatal(err)
	}
	is := lostRow{cases: d.Rows()}
	for _, issue := range d.Issues {
		switch {
		case issue.Severity == registry.Error:
			is.errors = append(is.errors, issue.Code)
		case issue.Code == "not_a_case":
			is.passed = append(is.passed, issue.File+": "+strings.Join(issue.Args, " "))
		}
	}
	return is
}
