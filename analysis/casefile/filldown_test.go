package casefile

import (
	"slices"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// An identifier that stands once above its rows holds for them where that is
// declared, up to the next one, a total or a title; it is never guessed.
func TestFillDown(t *testing.T) {
	p, d := logStudy(t, "case_id,test,N0,N1,N2", ",anc,9,9,9", "C1,anc,1,,3", ",wbc,2,3,4", "C2,anc,,,", ",wbc,5,,",
		"Tổng cộng,,,,", ",anc,7,,", "C2,hb,,8,", "Khoa Nhi,,,,", ",hb,1,,", "Z9,anc,1,,", ",wbc,1,,")
	p.Data.Counts.Wide, p.Data.Counts.FillDown = plan.Wide{Day: "N{day}"}, true
	got := entriesOf(t, p, d)
	want := []string{"0 0 anc 1", "0 0 wbc 2", "0 1 wbc 3", "0 2 anc 3", "0 2 wbc 4", "1 0 wbc 5", "1 1 hb 8"}
	if !slices.Equal(got, want) {
		t.Errorf("entries %v, want %v", got, want)
	}
	codes := map[string]int{}
	for _, i := range d.Issues {
		codes[i.Code]++
	}
	if codes[logCaseMissing] != 2 || codes[logCaseUnknown] != 3 || codes[notACase] != 1 || len(codes) != 3 {
		t.Errorf("issues %v", issueTexts(d.Issues))
	}
	p.Data.Counts.FillDown = false
	if n := len(entriesOf(t, p, d)); n != 3 {
		t.Errorf("%d entries without fill_down", n)
	}
}

// Cells that are merged down in a sheet of a log hold for each of their rows.
func TestMergedIdentifier(t *testing.T) {
	p, d := logStudy(t)
	book := workbook(t, "Huyết đồ", false, []any{"Huyết đồ"}, []any{"case_id", "test", "Ngày sau ghép"},
		[]any{nil, nil, "N0", "N+1"}, []any{"C1", "anc", 1, 2}, []any{nil, "wbc", 3, 4}, []any{nil},
		[]any{nil, "hb", 5}, []any{"C2", "anc", 6}, []any{nil, "wbc", 7})
	merge(t, book, "Huyết đồ", "A1:D1", "A2:A3", "B2:B3", "C2:D2", "A4:A7", "A8:A9")
	p.Dir = book.Dir
	p.Data.Counts = plan.LogSource{File: plan.Files("outcomes.xlsx#Huyết đồ"), Wide: plan.Wide{Day: "N{day}"}}
	got := entriesOf(t, p, d)
	want := []string{"0 0 anc 1", "0 0 hb 5", "0 0 wbc 3", "0 1 anc 2", "0 1 wbc 4", "1 0 anc 6", "1 0 wbc 7"}
	if !slices.Equal(got, want) {
		t.Errorf("entries %v, want %v", got, want)
	}
	for _, i := range d.Issues {
		if i.Severity == registry.Error || i.Code != emptyRows {
			t.Errorf("issue %s", issueText(i))
		}
	}
}
