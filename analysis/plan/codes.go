package plan

// The closed lists of codes that a study file may use.

func languages() []string   { return []string{"en", "vi"} }
func timeUnits() []string   { return []string{string(Days), string(Months), string(Years)} }
func encodings() []string   { return []string{"auto", "utf-8", "utf-16", "windows-1258"} }
func delimiters() []string  { return []string{"auto", "comma", "semicolon", "tab", "pipe"} }
func decimals() []string    { return []string{"point", "comma"} }
func dateOrders() []string  { return []string{"auto", "ymd", "dmy", "mdy"} }
func compatibles() []string { return []string{"r", "sas"} }
func formats() []string {
	return []string{"xlsx", "pdf", "json", "figures", "html", "reproduce", "counts"}
}
func figureFormats() []string { return []string{"svg", "png", "pdf", "eps"} }
func figureSizes() []string   { return []string{"single", "double"} }
func resolutions() []string   { return []string{"300", "600"} }
func afterSignals() []string  { return []string{"reset", "keep"} }
func origins() []string {
	return []string{TransplantOrigin, "diagnosis", "treatment", "enrolment", "randomisation", "not_stated"}
}
func kinds() []string         { return []string{string(Survival), string(Incidence)} }
func sameDays() []string      { return []string{"event", "competing"} }
func pers() []string          { return []string{"patient", "transplant"} }
func variances() []string     { return []string{"aalen", "delta"} }
func modelKinds() []string    { return []string{"cox", "cox-firth", "fine-gray"} }
func tieRules() []string      { return []string{"efron", "breslow", "exact"} }
func preferences() []string   { return []string{"log", "case"} }
func neverBelows() []string   { return []string{"day_0", "exclude"} }
func independences() []string { return []string{"window_end", "last_transfusion"} }
func testNames() []string {
	return []string{"log-rank", "peto-peto", "gray", "log-rank-permutation", "gray-permutation", "log-rank-trend"}
}

// Interval methods and variances are those of package survival.

func survivalIntervals() []string {
	return []string{"auto", "log-log", "log", "plain", "arcsine", "logit", "beta-product", "beta-product-midp"}
}

func incidenceIntervals() []string {
	return []string{"auto", "log-log", "log", "plain", "arcsine", "logit", "clopper-pearson"}
}
