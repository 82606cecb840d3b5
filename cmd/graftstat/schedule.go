package main

import (
	"context"
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/reports/schedule"
)

// scheduleFlags are those of init --schedule.
type scheduleFlags struct {
	asked   bool
	study   string
	user    string
	mail    string
	day     int
	nightly bool
}

const (
	usualDay = 2
	lastDay  = 28 // which every month has
)

func (f *scheduleFlags) register(c *cobra.Command) {
	c.Flags().BoolVar(&f.asked, "schedule", false, "write the files by which this computer runs a study every month")
	c.Flags().StringVar(&f.study, "study", "", "with --schedule: the study file")
	c.Flags().StringVar(&f.user, "user", "", "with --schedule: the account that runs it (default: yours)")
	c.Flags().StringVar(&f.mail, "mail", "", "with --schedule: the address that is told of a failure")
	c.Flags().IntVar(&f.day, "day", usualDay, "with --schedule: day of the month, 1 to 28")
	c.Flags().BoolVar(&f.nightly, "nightly", false, "with --schedule: every night in place of every month")
}

// check refuses flags that do not go together; other is whether init is asked for
// something else too.
func (f *scheduleFlags) check(other bool) error {
	switch given := f.study != "" || f.user != "" || f.mail != "" || f.nightly || f.day != usualDay; {
	case !f.asked && given:
		return usageError{message.New("--study, --user, --mail, --day and --nightly go with --schedule")}
	case !f.asked:
		return nil
	case other:
		return usageError{message.New("--schedule is of a study that you have; leave --from and --csv out")}
	case f.study == "":
		return usageError{message.New("--schedule needs the study file, as --study STUDY.yaml")}
	case f.nightly && f.day != usualDay:
		return usageError{message.New("--day and --nightly are not given together")}
	case f.day < 1 || f.day > lastDay:
		return usageError{message.Errorf("--day is 1 to %d, which every month has", lastDay)}
	}
	return nil
}

// initSchedule writes the files by which this computer runs a study again and again.
func (a *app) initSchedule(ctx context.Context, dir string, f scheduleFlags) error {
	p, err := a.readPlan(ctx, f.study, runFlags{})
	if err != nil {
		return err
	}
	job, err := jobOf(p, f)
	if err != nil {
		return err
	}
	files, err := schedule.Files(job, a.language)
	if err != nil {
		return usageError{err}
	}
	if err := a.writeAllNew(dir, files); err != nil {
		return err
	}
	a.println("README.md there says how they are installed.")
	return nil
}

// jobOf is the job of a study on this computer.
func jobOf(p *plan.Plan, f scheduleFlags) (schedule.Job, error) {
	j := schedule.Job{System: runtime.GOOS, User: f.user, Mail: f.mail, Day: f.day}
	if f.nightly {
		j.Day = 0
	}
	if j.User == "" {
		j.User = usualUser()
	}
	var err error
	if j.Program, err = os.Executable(); err != nil {
		return j, message.Errorf("where the program lies is not known: %w", err)
	}
	if strings.Contains(filepath.ToSlash(j.Program), "/go-build") {
		return j, message.New("the program lies in a folder that go run removes; build it first, and take that one")
	}
	if j.Study, err = filepath.Abs(f.study); err != nil {
		return j, message.Errorf("where the study file lies is not known: %w", err)
	}
	folder := filepath.Dir(j.Study)
	j.Outputs = filepath.Join(folder, p.Outputs.Dir)
	for _, name := range dataFiles(p) {
		j.Inputs = append(j.Inputs, absolute(folder, name))
	}
	return j, nil
}

// usualUser is the account at hand; for that of the administrator one of the program's
// own. Windows has LOCAL SERVICE for this.
func usualUser() string {
	u, err := user.Current()
	switch {
	case runtime.GOOS == "windows":
		return ""
	case err != nil || u.Uid == "0":
		return "graftstat"
	}
	return u.Username
}

func absolute(folder, name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(folder, filepath.FromSlash(name))
}

// dataFiles are the files that a study names, patterns as they are.
func dataFiles(p *plan.Plan) []string {
	names := slices.Concat([]string{p.Data.PasswordFile}, p.Data.Tallies)
	if r := p.Data.Redcap; r != nil {
		names = append(names, r.Export, r.Dictionary)
	}
	logs := []plan.LogSource{p.Data.Counts, p.Data.Transfusions, p.Data.Titres, p.Data.Scores, p.Data.Typing, p.Data.GVHD}
	sources := []plan.Sources{p.Data.Cases}
	for _, log := range logs {
		sources = append(sources, log.File)
	}
	for _, files := range sources {
		for _, source := range files {
			names = append(names, source.File)
		}
	}
	return names
}
