package code

// IntervalForm is the one form that all intervals of a paper have.
type IntervalForm string

const (
	ExactForm  IntervalForm = "exact"   // beta product; of an incidence Clopper-Pearson
	LogLogForm IntervalForm = "log-log" // log(−log) scale
)

// Method is that of the intervals of a kind of endpoint; auto where each has its own.
func (f IntervalForm) Method(kind EndpointKind) string {
	switch {
	case f == "":
		return "auto"
	case f == ExactForm && kind == Incidence:
		return "clopper-pearson"
	case f == ExactForm:
		return "beta-product"
	}
	return "log-log"
}
