package registry

// A LogEntry is one row of a log: a count, a transfusion, a titre or a score.
// Logs are streams: entries come in order of day within each case, so that
// what is derived from them needs no more memory than the cases do.
type LogEntry struct {
	Row    int32   // row of Data
	Line   int32   // line of the log, see Part
	Day    float64 // since the row's transplant, in the study's time unit; negative before it
	Kind   string  // test, product, antibody or instrument, as a code
	Class  string  // indication of a transfusion, class of an antibody; "" if missing
	Value  float64 // value, units, titre (reciprocal) or score; NaN if missing
	Volume float64 // infused volume in ml that stands beside a titre; NaN if missing
}

// A Log names one of the log files.
type Log string

const (
	Counts       Log = "counts"
	Transfusions Log = "transfusions"
	Titres       Log = "titres"
	Scores       Log = "scores"
)
