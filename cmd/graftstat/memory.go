package main

import (
	"math"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"graftstat/analysis/plan"
)

// Sizes of a cases file, in bytes: up to the first, some 3000 cases, a run is
// over before memory matters; from the second on, some 200,000 cases, memory
// counts more than time.
const (
	fewCases  = 1 << 20
	manyCases = 64 << 20
)

// What a large registry may take, so that collecting garbage in it takes little
// time: while it is loaded, to the size of its file, of which columns and their
// texts take nearly twice; while it is computed, to what its cases alone take,
// as the listing and the endpoints at work need another four fifths of that.
const (
	roomToLoad    = 2.9
	roomToCompute = 2.1
)

// A phase of a run, as memory sees it.
type phase int

const (
	loading   phase = iota // the texts of the file are in memory beside the numbers
	computing              // the cases, the listing and the endpoints at work: the most memory of all
	writing                // the cases are let go
)

// memory sets how much garbage a run lets lie before it is collected, by the
// size of the cases file; as the environment says where it has GOGC.
type memory struct {
	size  int64
	fixed bool
}

func memoryOf(p *plan.Plan) memory {
	m := memory{fixed: os.Getenv("GOGC") != ""}
	for _, source := range p.Data.Cases.Expand(p.Dir) {
		workbook, _, ok := strings.Cut(source.File, "#")
		if !m.fixed && (ok || strings.Contains(strings.ToLower(workbook), ".xls")) {
			debug.SetGCPercent(50) // its parts lie in memory, and its size says little of theirs
			m.fixed = true
		}
		if info, err := os.Stat(filepath.Join(p.Dir, source.File)); err == nil {
			m.size += info.Size()
		}
	}
	return m
}

// begin sets it for a phase, in percent of what is in use.
func (m memory) begin(p phase) {
	if m.fixed {
		return
	}
	switch {
	case m.size <= fewCases:
		debug.SetGCPercent(200)
	case m.size < manyCases:
		debug.SetGCPercent(100)
	case p == loading:
		debug.SetGCPercent(100)
		debug.SetMemoryLimit(int64(roomToLoad * float64(m.size)))
	case p == computing:
		debug.FreeOSMemory()
		var now runtime.MemStats
		runtime.ReadMemStats(&now)
		debug.SetMemoryLimit(int64(roomToCompute * float64(now.HeapAlloc)))
	case p == writing:
		debug.SetMemoryLimit(math.MaxInt64)
		debug.SetGCPercent(50)
		runtime.GC() // else the next collection waits as if the cases were still there
	}
}
