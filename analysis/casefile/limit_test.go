package casefile

import (
	"context"
	"errors"
	"strings"
	"testing"

	"graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// refused reads a cases file that nothing can be read from.
func refused(t *testing.T, p *plan.Plan) *table.Error {
	t.Helper()
	d, err := Read(context.Background(), p, nil)
	var fault *table.Error
	if !errors.As(err, &fault) || d != nil {
		t.Fatalf("read with error %v", err)
	}
	if fault.Next.IsEmpty() {
		t.Errorf("%q says no next step", fault.Message)
	}
	return fault
}

func TestTooManyColumnsAreRefused(t *testing.T) {
	fault := refused(t, study(t, "case_id,transplant_date"+strings.Repeat(",x", maxColumns)+"\n"))
	if !strings.Contains(fault.Message.String(), "columns") {
		t.Error(fault)
	}
}

// A file of which every row is wrong does not fill the memory with issues.
func TestIssuesOfOneCodeAreLimited(t *testing.T) {
	p := study(t, lines("case_id,transplant_date,last_contact_date")+strings.Repeat("H1,2024-01-01,2025-01-01\n",
		code.MaxIssues+3))
	d := read(t, p)
	last := d.Issues[0]
	if len(d.Issues) != code.MaxIssues+1 || last.Code != code.MoreIssues || last.Severity != registry.Error ||
		last.Args[0] != duplicateCaseID || last.Args[1] != "2" {
		t.Errorf("%d issues, first %v", len(d.Issues), last)
	}
}
