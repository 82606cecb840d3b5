package casefile

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// What is not there is told with what is: the nearest sheet, the headers of a log
// without a day; the reports of an earlier run are no data.
func TestWhatIsThereInstead(t *testing.T) {
	p := workbook(t, "Dị ghép", false, []any{"case_id", "last_contact_day"}, []any{"C1", 5})
	if err := os.MkdirAll(filepath.Join(p.Dir, "out", "2026-10-31"), 0o700); err != nil {
		t.Fatal(err)
	}
	p.Outputs.Dir = "out"
	write(t, p, "out/2026-10-31/listing.csv", lines("case_id,last_contact_day", "C1,5"))
	for file, want := range map[string]string{
		"outcomes.xlsx#Di ghep":  "(nearest: Dị ghép)",
		"*/*/*.csv":              "narrow the pattern",
		"out/2026-10-31/any.csv": "move the file out of out",
	} {
		p.Data.Cases = plan.Files(file)
		_, err := Read(context.Background(), p, nil)
		var fault *table.Error
		if !errors.As(err, &fault) || !strings.Contains(fault.Next.String(), want) {
			t.Errorf("%s: %v, want %q", file, err, want)
		}
	}
	q, d := logStudy(t, "case_id,test,Ghi chú", "C1,anc,1")
	q.Data.Counts.Wide = plan.Wide{Day: "N{day}"}
	err := Stream(context.Background(), q, d, registry.Counts, func(registry.LogEntry) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "the header has: case_id, test, Ghi chú") {
		t.Errorf("no day: %v", err)
	}
}
