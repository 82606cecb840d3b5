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
			whole := readWard(t, headers)
			n, dir := len(whole.cases)-1, t.TempDir()
			p := planOf(t, wardStudy(t, dir, form.write(t, dir, whole)))
			none := readLost(t, p)
			if none.cases != n || len(none.errors) > 0 {
				t.Fatalf("%d cases and the errors %v", none.cases, none.errors)
			}
			one := whole
			one.counts, one.transfusions, one.titres, one.scores = whole.counts[:9], whole.transfusions[:2], whole.titres[:2],
				whole.scores[:2]
			for i := range n {
				id := whole.cases[i+1][0]
				one.cases[i+1][0] = ""
				form.write(t, dir, one)
				one.cases[i+1][0] = id
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
