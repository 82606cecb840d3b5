package check_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"graftstat/analysis/casefile"
	"graftstat/analysis/check"
	"graftstat/analysis/plan"
)

// Whatever a cases file holds, the rules do not panic, and each issue has a code,
// a severity and a line of the file.
func FuzzRun(f *testing.F) {
	for _, name := range []string{"cases.csv", "faulty/cases.csv"} {
		content, err := os.ReadFile("../../sample-data/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Add([]byte("case_id,last_contact_day,relapse_day,death_day,transplant_number\n1,5,9999,,2\n2,,,0,x\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		p := &plan.Plan{Dir: t.TempDir(), TimeUnit: plan.Days, AsOf: plan.Date{Set: true, Days: 20757},
			Data: plan.Data{Cases: plan.Files("cases.csv")}}
		if err := os.WriteFile(filepath.Join(p.Dir, "cases.csv"), content, 0o600); err != nil {
			t.Fatal(err)
		}
		d, err := casefile.Read(context.Background(), p, nil)
		if err != nil {
			return
		}
		for _, i := range check.Run(p, d) {
			if i.Code == "" || i.Severity == "" || i.File != "cases.csv" || i.Line < 1 {
				t.Fatalf("issue %+v", i)
			}
		}
	})
}
