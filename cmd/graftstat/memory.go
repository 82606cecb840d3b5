package main

import (
	"os"
	"path/filepath"
	"runtime/debug"

	"graftstat/analysis/plan"
)

// Garbage left before it is collected, as a share in percent of what is in use,
// and the size of a cases file from which on memory counts more than time: some
// 200,000 cases.
const (
	fewCasesGarbage  = 200
	manyCasesGarbage = 40
	manyCases        = 64 << 20 // bytes
)

// weighMemory sets how much garbage a run of the study lets lie. A small one is
// over before memory matters; a registry of millions leaves room for others.
// The environment's GOGC wins.
func weighMemory(p *plan.Plan) {
	if os.Getenv("GOGC") != "" {
		return
	}
	percent := fewCasesGarbage
	if info, err := os.Stat(filepath.Join(p.Dir, p.Data.Cases)); err == nil && info.Size() >= manyCases {
		percent = manyCasesGarbage
	}
	debug.SetGCPercent(percent)
}
