package main

import (
	"maps"
	"regexp"
	"slices"
	"testing"
)

// noticed holds that the comparison can fail: a digit is changed in one place, which
// is then the only kind of place with a fault.
func noticed(t *testing.T, whole *said) {
	t.Helper()
	for _, c := range []struct{ kind, language, file, pattern string }{
		{"console", "en", "console", `;44patients;events:1(3)by`},
		{"console", "en", "console", `aliveatlastcontact,1(4)dead`},
		{"page", "en", "appendix.en.pdf", `1813(63)%43–79%`},
		{"page", "en", "report.en.pdf", `43–79%1(8)of44atrisk`},
		{"figure", "vi", "figures/vi/solid-tumor-os.csv", `(?m)^curve,[^,]*,,689,0\.(6)`},
		{"figure", "en", "figures/en/solid-tumor-efs.svg", `years: (4)9%`},
		{"table", "vi", "tables/vi/solid-tumor-os-at.html", `>(1)8</td>`},
		{"group table", "en", "tables/en/solid-tumor-os-diagnosis-at.html", `>(8)8% \(69`},
		{"group table", "vi", "tables/vi/solid-tumor-os-diagnosis-at.html", `\((2)6 bệnh nhi`},
		{"group figure", "en", "figures/en/solid-tumor-os-diagnosis.csv", `Neuroblastoma,At risk,365,,,,(1)5`},
		{"group page", "vi", "appendix.vi.pdf", `bệnhnhi.tổngsố7biếncố\)(8)8%`},
		{"results", "vi", "appendix.vi.pdf", `với1(3)biếncốđếnlúcđótrên44`},
		{"results", "en", "appendix.en.pdf", `log-ranktest,p=0\.9(4)5\)`},
		{"results", "en", "appendix.en.pdf", `intheNeuroblastomagroup\(n=2(6)\)`},
		{"results", "vi", "appendix.vi.pdf", `sovớiNữ1(0)\.28\(`},
		{"methods", "en", "appendix.en.pdf", `askedfor(6)0days`},
		{"paper table", "en", "tables/en/comparison-solid-tumor-os-diagnosis.html", `\[2(2)\]`},
		{"paper table", "vi", "tables/vi/comparison-thalassemia-abo_major.html", `>(7)/8<`},
		{"paper table", "en", "tables/en/univariable-solid-tumor-os-cox.html", `>10\.(2)8 \(`},
		{"paper table", "vi", "tables/vi/table1-thalassemia-abo_major.html", `>(6) \(75`},
	} {
		broken := *whole
		broken.texts = maps.Clone(whole.texts)
		broken.texts[c.file] = changed(t, whole.texts[c.file], c.pattern)
		faulty(t, &broken, c.language, c.kind, c.file+" "+c.pattern)
	}
	broken := *whole
	broken.books = maps.Clone(whole.books)
	broken.books["vi"] = slices.Clone(whole.books["vi"])
	for n, rows := range broken.books["vi"] {
		broken.books["vi"][n] = slices.Clone(rows)
		for i, row := range rows {
			if i > 0 && len(rows[i-1]) > 12 && rows[i-1][5] == "Tổng số biến cố" && len(row) > 12 {
				broken.books["vi"][n][i] = slices.Clone(row)
				broken.books["vi"][n][i][12] += "1"
			}
		}
	}
	faulty(t, &broken, "vi", "workbook", "report.vi.xlsx")
}

// changed is a text with another digit where the only group of a pattern first matches.
func changed(t *testing.T, text, pattern string) string {
	t.Helper()
	at := regexp.MustCompile(pattern).FindStringSubmatchIndex(text)
	if at == nil {
		t.Fatalf("there is nothing like %s to change", pattern)
	}
	return text[:at[2]] + string('0'+(text[at[2]]-'0'+1)%10) + text[at[2]+1:]
}

// faulty holds that places of one kind have faults, and no others.
func faulty(t *testing.T, broken *said, language, kind, where string) {
	t.Helper()
	g := &gathered{said: broken, kinds: map[string]int{}}
	g.all(language)
	found := map[string]bool{}
	for _, f := range g.faults {
		found[f.kind] = true
	}
	if len(found) != 1 || !found[kind] {
		t.Errorf("%s is changed, and the faults are %v, not of %s alone", where, g.faults, kind)
	}
}
