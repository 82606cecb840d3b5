package registry

// A LogEntry is one value of a log: a count, a transfusion, a titre, a score, one
// blood typing or the stage of one organ. Logs are streams: entries come in order
// of day within each case, so that what is derived from them needs no more memory
// than the cases do.
type LogEntry struct {
	Row    int32   // row of Data
	Line   int32   // line of the log, see Part
	Day    float64 // since the row's transplant, in the study's time unit; negative before it
	Kind   string  // test, product, antibody, instrument, typing or organ, as a code
	Class  string  // indication of a transfusion, class of an antibody, what a typing found; "" if missing
	Value  float64 // value, units, titre (reciprocal), score or stage; NaN if missing or only bounded
	Bound  *Bound  // what is known of the value where Value is NaN; nil where nothing is
	Volume float64 // in ml, infused beside a titre or of a transfusion; NaN if missing
	Group  string  // ABO group of a unit that was given: A, B, AB, O; "" if not recorded
}

// A Log names one of the log files.
type Log string

const (
	Counts       Log = "counts"
	Transfusions Log = "transfusions"
	Titres       Log = "titres"
	Scores       Log = "scores"
	Typing       Log = "typing" // of blood groups after the transplant
	GVHD         Log = "gvhd"   // stages of acute graft-versus-host disease by organ
)

// Logs are all logs, in the order in which they are read.
func Logs() []Log { return []Log{Transfusions, Counts, Titres, Scores, Typing, GVHD} }

// Typings are the kinds of the log of typing: the group by the red cells, the
// antibodies of the serum and the direct antiglobulin test.
const (
	Forward = "forward"
	Reverse = "reverse"
	DAT     = "dat"
)

// What a typing found beside a blood group (A, B, AB, O).
const (
	MixedField   = "mixed"  // forward: red cells of two groups
	NoAntibody   = "none"   // reverse; else anti-A, anti-B or both with a space between
	AntiA        = "anti-A" // reverse
	AntiB        = "anti-B" // reverse
	BothAnti     = "anti-A anti-B"
	PositiveTest = "positive" // dat
	NegativeTest = "negative"
)

// Organs are the kinds of the log of gvhd.
const (
	Skin  = "skin"
	Liver = "liver"
	Upper = "upper" // gastrointestinal
	Lower = "lower"
)
