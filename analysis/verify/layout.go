package verify

// A layout says what the columns of a data set are and which methods its
// reference values come from.
type layout struct {
	dataset  string
	methods  func() []method
	response string // R's, of survival and Cox

	time, status, start     string // status: 0 censored, else the cause; start "": all from the origin on
	group, stratum, cluster string
	anyCause                bool // survival and Cox take every cause as the event, not cause 1 alone

	terms     []string // of the models; the group is a category
	reference string   // level of the group in the models
}

func layouts() []layout {
	bmt := layout{methods: openMethods, response: "Surv(time, status == 1)", time: "time", status: "status",
		group: "group", stratum: "stratum",
		terms: []string{"age", "mtx", "fab", "group"}, reference: "ALL"}
	named := func(l layout, dataset string) layout {
		l.dataset = dataset
		return l
	}
	lung, veteran, platelet, ten := named(bmt, "lung"), named(bmt, "veteran"), named(bmt, "bmt-platelet"),
		named(bmt, "ten")
	lung.terms, lung.reference = []string{"age", "group", "ph.ecog"}, "female"
	veteran.terms, veteran.reference = []string{"karno", "age", "group"}, "squamous"
	platelet.terms = []string{"age", "mtx", "group"}
	ten.terms = nil
	return []layout{
		lung, veteran, platelet, ten,
		named(bmt, "bmt-os"), named(bmt, "bmt-dfs"), named(bmt, "bmt-relapse"),
		{dataset: "heart", methods: openMethods, response: "Surv(start, stop, event)", start: "start", time: "stop",
			status: "event",
			group:  "transplant", cluster: "id", terms: []string{"age", "year", "surgery", "transplant"}},
		{dataset: "golden", methods: goldenMethods, time: "t", status: "e", group: "g", stratum: "stratum",
			anyCause: true,
			terms:    []string{"g", "a"}},
		{dataset: "proportion", methods: proportionMethods},
	}
}
