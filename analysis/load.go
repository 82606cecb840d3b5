package analysis

import (
	"context"

	"graftstat/analysis/casefile"
	"graftstat/analysis/check"
	"graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/recovery"
	"graftstat/analysis/registry"
)

// Progress is told which stage is at work and how many rows or endpoints it
// has done.
type Progress func(stage string, done int)

// Load reads the files of a study, derives what the logs decide, checks the
// cases and returns them with every issue found.
func Load(ctx context.Context, p *plan.Plan, progress Progress) (*registry.Data, error) {
	d, err := load(ctx, p, progress)
	if err != nil {
		return nil, err
	}
	for _, r := range p.Renamed {
		d.Issues = append(d.Issues, registry.Issue{Severity: registry.Warning, Code: code.OlderName, File: p.File,
			Line: r.Line, Column: r.Key, Args: []string{r.Old, r.Now}})
	}
	for _, u := range p.Unprintable {
		d.Issues = append(d.Issues, registry.Issue{Severity: registry.Warning, Code: code.Unprintable, File: p.File,
			Line: u.Line, Column: u.Key})
	}
	return d, nil
}

func load(ctx context.Context, p *plan.Plan, progress Progress) (*registry.Data, error) {
	if len(p.Data.Tallies) > 0 {
		return casefile.ReadTallies(ctx, p, tallyCodes(), progress)
	}
	d, err := casefile.Read(ctx, p, progress)
	if err != nil {
		return nil, err
	}
	newest := newestDate(d, p.TimeUnit.Days())
	derive := recovery.New(p, d)
	logs := []struct {
		name registry.Log
		file plan.Sources
		take func(registry.LogEntry) error
	}{
		{registry.Transfusions, p.Data.Transfusions.File, derive.Transfusion},
		{registry.Counts, p.Data.Counts.File, derive.Count},
		{registry.Titres, p.Data.Titres.File, derive.Titre},
		{registry.Scores, p.Data.Scores.File, derive.Score},
		{registry.Typing, p.Data.Typing.File, derive.Typing},
		{registry.GVHD, p.Data.GVHD.File, derive.Stage},
	}
	for _, log := range logs {
		if len(log.file) == 0 {
			continue
		}
		progress(string(log.name), 0)
		if err := casefile.Stream(ctx, p, d, log.name, newest.watch(d, p.TimeUnit.Days(), log.take)); err != nil {
			return nil, err
		}
	}
	if err := newest.check(p, d); err != nil {
		return nil, err
	}
	derive.Finish()
	declare(p, d)
	d.Issues = append(d.Issues, check.Run(p, d)...)
	return d, nil
}
