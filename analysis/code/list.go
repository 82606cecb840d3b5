package code

// lists are the closed lists of the study file in the order in which a message
// and the manual name their codes.
func lists() map[string][]string {
	return map[string][]string{
		"section": Sections(),
		"part":    of(Month, Appendix),

		"language":         {"en", "vi"},
		"time_unit":        {Days, Months, Years},
		"encoding":         {"auto", "utf-8", "utf-16", "windows-1258", "windows-1252"},
		"delimiter":        {"auto", "comma", "semicolon", "tab", "pipe"},
		"decimal":          {"point", "comma"},
		"date_order":       {"auto", "ymd", "dmy", "mdy"},
		"incomplete_dates": {"refuse", "middle"},
		"notes":            {"refuse", "ignore"},
		"format":           {"xlsx", "pdf", "html", "json", "figures", "tables", "manuscript", "reproduce", "tally"},
		"figure":           {"svg", "png", "pdf", "eps"},
		"figure_size":      {"single", "double"},
		"resolution":       {"300", "600"},
		"after_signal":     of(Reset, Keep),
		"origin":           {"transplant", "diagnosis", "treatment", "enrolment", "randomisation", "not_stated"},
		"redcap_use": {"cases", "transplants", "counts", "transfusions", "titres", "scores", "typing",
			"gvhd", "ignore"},

		"endpoint_kind": of(Survival, Incidence),
		"same_day":      of(EventFirst, CompetingFirst),
		"per":           of(PerPatient, PerTransplant),
		"variance":      {"aalen", "delta"},
		"model_kind":    of(Cox, CoxFirth, FineGray),
		"tie_rule":      of(Efron, Breslow, Exact),
		"test": {"log-rank", "peto-peto", "gray", "log-rank-permutation", "gray-permutation",
			"log-rank-trend"},
		"compatible": of(R, SAS),
		"survival_interval": {"auto", "log-log", "log", "plain", "arcsine", "logit", "beta-product",
			"beta-product-midp"},
		"incidence_interval": {"auto", "log-log", "log", "plain", "arcsine", "logit", "clopper-pearson"},

		"preference":        of(PreferLog, PreferCase),
		"never_below":       of(DayZero, Exclude),
		"independence_date": of(WindowEnd, LastTransfusion),
	}
}

// List is a closed list of the study file by its name, as the tags of package
// plan write it (is:"@section"); nil if there is none.
func List(name string) []string { return lists()[name] }

func of[T ~string](codes ...T) []string {
	list := make([]string, len(codes))
	for i, c := range codes {
		list[i] = string(c)
	}
	return list
}
