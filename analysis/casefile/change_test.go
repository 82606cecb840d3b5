package casefile

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// changes are what another program can do to a file while it is read.
func changes() map[string]func(path string) error {
	return map[string]func(string) error{
		"rows are added": func(path string) error {
			f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
			if err != nil {
				return err
			}
			_, err = f.WriteString("Z9,2026-01-01,2026-02-01\n")
			return errors.Join(err, f.Close())
		},
		"rows are cut off": func(path string) error { return os.Truncate(path, 400_000) },
		"a cell is written over": func(path string) error {
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			if err != nil {
				return err
			}
			_, err = f.WriteAt([]byte("X"), 300_000)
			return errors.Join(err, f.Close(), os.Chtimes(path, time.Time{}, time.Now().Add(time.Second)))
		},
	}
}

func TestCasesThatChangeAreRefused(t *testing.T) {
	var rows strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&rows, "C%07d,2026-01-01,2026-02-01\n", i)
	}
	for name, change := range changes() {
		p := study(t, "case_id,transplant_date,last_contact_date\n"+rows.String())
		changed := false
		read(t, p)
		_, err := Read(context.Background(), p, func(string, int) {
			if !changed {
				changed = true
				if err := change(filepath.Join(p.Dir, "cases.csv")); err != nil {
					t.Error(err)
				}
			}
		})
		var fault *table.Error
		if !errors.As(err, &fault) || !strings.Contains(fault.Message.String(), "changed while it was read") ||
			fault.Next.IsEmpty() || fault.File != "cases.csv" {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestLogThatChangesIsRefused(t *testing.T) {
	rows := strings.Repeat("A1,2026-01-02,rbc\n", 40_000)
	for name, change := range changes() {
		p := study(t, "case_id,transplant_date,last_contact_date\nA1,2026-01-01,2026-02-01\n")
		p.Data.Transfusions.File = plan.Files("transfusions.csv")
		write(t, p, "transfusions.csv", "case_id,date,product\n"+rows)
		d := read(t, p)
		changed := false
		err := Stream(context.Background(), p, d, registry.Transfusions, func(registry.LogEntry) error {
			if changed {
				return nil
			}
			changed = true
			return change(filepath.Join(p.Dir, "transfusions.csv"))
		})
		var fault *table.Error
		if !errors.As(err, &fault) || !strings.Contains(fault.Message.String(), "changed while it was read") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
