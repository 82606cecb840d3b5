package studyfile

import "graftstat/analysis/proposal"

// head writes what stands before the data.
func (f *file) head() {
	f.remark(0, f.words.Text("proposal.head"))
	f.remark(0, f.words.Text("proposal.legend", f.words.Text("proposal.check")))
	f.line(0, "")
	f.line(0, "study:")
	f.line(1, "title: "+quoted(f.words.Text("proposal.title")))
	f.line(1, "centre: "+quoted(f.words.Text("proposal.centre")))
	f.line(0, "")
	if s := f.p.AsOf; s.Value != "" {
		f.said(0, "as_of: "+s.Value, s.Grade, s.Evidence)
	}
	languages := "[vi, en]"
	if f.p.Language == "en" {
		languages = "[en, vi]"
	}
	f.line(0, "languages: "+languages)
	if s := f.p.TimeUnit; s.Value != "" {
		f.said(0, "time_unit: "+s.Value, s.Grade, s.Evidence)
	}
	f.line(0, "")
}

// setting writes a key of data:, or what it may be.
func (f *file) setting(indent int, key string, s proposal.Setting) {
	switch {
	case s.Value != "":
		f.said(indent, key+": "+s.Value, s.Grade, s.Evidence)
	case len(s.Candidates) > 0:
		f.said(indent, "# "+key+": "+s.Candidates[0], s.Grade, s.Evidence)
	}
}
