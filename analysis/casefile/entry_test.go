package casefile

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// Official heads are our columns and the words of lists our codes, in either letter
// form and case; what is no word of the list stays as it is written.
func TestOfficialHeads(t *testing.T) {
	rows := lines(
		",Bệnh nhi và bệnh,,,,,,",
		"Mã ca ghép *,Giới,Ngày ghép *,Loại ghép *,Chẩn đoán,Đã tử vong,Ngày theo dõi cuối,age_years",
		"VÍ DỤ,Nam,2025-01-01,Tự thân,,Không,2025-02-01,3",
		"C1,Nữ,2025-01-01,Đồng loài,β-thalassemia thể nặng,Không,2025-02-01,7",
		"C2,nam,2025-01-01,autologous,U gan,Có,2025-02-01,8")
	for _, text := range []string{rows, norm.NFD.String(rows)} {
		d := read(t, study(t, text))
		if !slices.Equal(d.CaseID, []string{"C1", "C2"}) || d.Inputs[0].Rows != 2 {
			t.Fatalf("cases %q of %d rows", d.CaseID, d.Inputs[0].Rows)
		}
		for column, want := range map[string][]string{"sex": {"female", "male"},
			"transplant_type": {"allogeneic", "autologous"}, "diagnosis": {"beta_thalassemia_major", "U gan"}} {
			c := d.Categories[column]
			if got := []string{c.Level(0), c.Level(1)}; !slices.Equal(got, want) {
				t.Errorf("%s: %q, want %q", column, got, want)
			}
		}
		if got := d.Milestones["death"].Status; !slices.Equal(got, []registry.Status{registry.No, registry.Yes}) {
			t.Errorf("deaths %v", got)
		}
		if got := d.Numbers["age_years"].Value; got[0] != 7 {
			t.Errorf("a column under our own name: %v", got)
		}
		if d.Categories["sex"].Header != "Giới" || !strings.Contains(d.Inputs[0].Format, "example-row-3") {
			t.Errorf("head %q, form %q", d.Categories["sex"].Header, d.Inputs[0].Format)
		}
		wantIssues(t, d.Issues)
	}
}

// What the study file maps, and our own names, come before official heads; a file
// whose identifier stands under case_id has none.
func TestOfficialHeadsAreNoMapping(t *testing.T) {
	p := study(t, lines("Mã ca ghép,Giới,Giới khai sinh,Ngày ghép,Ngày theo dõi cuối",
		"C1,Nam,x,2025-01-01,2025-02-01"))
	p.Data.Columns = map[string]string{"sex": "Giới khai sinh"}
	if got := read(t, p).Categories["sex"].Level(0); got != "x" {
		t.Errorf("sex %q", got)
	}
	p = study(t, lines("case_id,Giới,transplant_date,last_contact_date", "C1,Nam,2025-01-01,2025-02-01"))
	if d := read(t, p); d.Categories["sex"] != nil {
		t.Error("an official head was read beside case_id")
	}
	p = study(t, lines("Mã ca ghép,sex,transplant_date,last_contact_date", "C1,Nam,2025-01-01,2025-02-01"))
	if _, err := Read(context.Background(), p, nil); err == nil || !strings.Contains(err.Error(), "case_id") {
		t.Errorf("an identifier alone was taken for a workbook: %v", err)
	}
	p.Data.Columns = map[string]string{"case_id": "Mã ca ghép"}
	if got := read(t, p).Categories["sex"].Level(0); got != "Nam" {
		t.Errorf("sex %q of a mapped file", got)
	}
}

// A workbook is one of several files like any other.
func TestOfficialHeadsInOneOfSeveralFiles(t *testing.T) {
	p := study(t, lines("case_id,sex,transplant_date,last_contact_date", "C1,male,2025-01-01,2025-02-01"))
	write(t, p, "new.csv", lines("Case ID *,Sex,Date of transplant *,Date of last contact", "EXAMPLE,Male,,",
		"C2,Female,2025-03-01,2025-04-01"))
	p.Data.Cases = plan.Files("cases.csv", "new.csv")
	d := read(t, p)
	sex := d.Categories["sex"]
	if !slices.Equal(d.CaseID, []string{"C1", "C2"}) || sex.Level(0) != "male" || sex.Level(1) != "female" {
		t.Errorf("cases %q, sex %+v", d.CaseID, sex)
	}
	if part := d.Parts["cases.csv, new.csv"][1]; part.Header["sex"] != "Sex" {
		t.Errorf("part %+v", part)
	}
}

// A log has its official heads, too, and its example is no row of an unknown case.
func TestOfficialHeadsOfALog(t *testing.T) {
	p := study(t, lines("case_id,transplant_date,last_contact_date", "C1,2025-01-01,2025-03-01"))
	write(t, p, "counts.csv", lines("Mã ca ghép *,Ngày *,Xét nghiệm *,Kết quả *",
		"VÍ DỤ,2025-01-02,Tiểu cầu (10⁹/L),20", "C1,2025-01-03,Bạch cầu hạt trung tính (10⁹/L),0.6"))
	p.Data.Counts.File = plan.Files("counts.csv")
	d := read(t, p)
	var got []registry.LogEntry
	err := Stream(context.Background(), p, d, registry.Counts, func(e registry.LogEntry) error {
		got = append(got, e)
		return nil
	})
	if err != nil || len(got) != 1 || got[0].Kind != "anc" || got[0].Value != 0.6 || got[0].Day != 2 {
		t.Errorf("entries %+v, %v", got, err)
	}
	wantIssues(t, d.Issues)
}

// Nobody has entered a case: that is said, with what to do.
func TestNoCaseYet(t *testing.T) {
	for _, rows := range []string{"", "VÍ DỤ,2025-01-01,2025-02-01\n"} {
		p := study(t, lines("Mã ca ghép *,Ngày ghép *,Ngày theo dõi cuối")+rows)
		_, err := Read(context.Background(), p, nil)
		var fault *table.Error
		if !errors.As(err, &fault) || !strings.Contains(fault.Error(), "no case has been entered yet; enter") {
			t.Errorf("%q: %v", rows, err)
		}
	}
}
