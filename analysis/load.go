package analysis

import (
	"context"

	"graftstat/analysis/casefile"
	"graftstat/analysis/check"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// Progress is told which stage is at work and how many rows or endpoints it
// has done.
type Progress func(stage string, done int)

// Load reads the files of a study, derives what the logs decide, checks the
// cases and returns them with every issue found.
func Load(ctx context.Context, p *plan.Plan, progress Progress) (*registry.Data, error) {
	d, err := casefile.Read(ctx, p, progress)
	if err != nil {
		return nil, err
	}
	d.Issues = append(d.Issues, check.Run(p, d)...)
	return d, nil
}
