package casefile

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"graftstat/analysis/plan"
)

// toneMarks are the combining marks of the five tones beside the level one.
var toneMarks = []string{"\u0300", "\u0301", "\u0309", "\u0303", "\u0323"}

// vietnamese are the 134 letters beyond ASCII: twelve vowels in six tones and
// đ, in both cases, less the twelve plain vowels. Each is a base letter that
// Windows-1258 has, and a combining tone.
func vietnamese(t testing.TB) []string {
	t.Helper()
	letters := []string{"đ", "Đ"}
	for _, vowel := range strings.Split("aăâeêioôơuưy", "") {
		for _, base := range []string{vowel, strings.ToUpper(vowel)} {
			if len(base) > 1 {
				letters = append(letters, base)
			}
			for _, tone := range toneMarks {
				letters = append(letters, base+tone)
			}
		}
	}
	composed := map[string]bool{}
	for _, l := range letters {
		composed[norm.NFC.String(l)] = len([]rune(norm.NFC.String(l))) == 1
	}
	if len(letters) != 134 || len(composed) != 134 {
		t.Fatalf("%d letters, %d composed", len(letters), len(composed))
	}
	return letters
}

func utf16Bytes(text string, order ...int) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(text)) {
		pair := [2]byte{byte(u >> 8), byte(u)}
		b = append(b, pair[order[0]], pair[order[1]])
	}
	return string(b)
}

// Every encoding gives each letter back, in NFC, from a header and from cells,
// sniffed and declared.
func TestEncodings(t *testing.T) {
	letters := vietnamese(t)
	rows := []string{"case_id,last_contact_day,Chẩn đoán"}
	for _, l := range letters {
		rows = append(rows, l+"1,5,"+l)
	}
	text := norm.NFC.String(lines(rows...))
	decomposed := norm.NFD.String(text)
	win1258, err := charmap.Windows1258.NewEncoder().
		String("case_id,last_contact_day,Ch\u00e2\u0309n \u0111oa\u0301n\n" + lines(rows[1:]...))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, bytes, declared, format string
	}{
		{"UTF-8", text, "utf-8", "utf-8"},
		{"UTF-8 with mark", "\ufeff" + text, "utf-8", "utf-8"},
		{"UTF-8 decomposed", decomposed, "utf-8", "utf-8"},
		{"UTF-16LE with mark", "\xff\xfe" + utf16Bytes(text, 1, 0), "utf-16", "utf-16le"},
		{"UTF-16BE with mark", "\xfe\xff" + utf16Bytes(text, 0, 1), "utf-16", "utf-16be"},
		{"UTF-16LE", utf16Bytes(text, 1, 0), "utf-16", "utf-16le"},
		{"UTF-16BE", utf16Bytes(text, 0, 1), "utf-16", "utf-16be"},
		{"UTF-16LE decomposed", "\xff\xfe" + utf16Bytes(decomposed, 1, 0), "utf-16", "utf-16le"},
		{"Windows-1258", win1258, "windows-1258", "windows-1258"},
	} {
		for _, encoding := range []string{"auto", c.declared} {
			t.Run(c.name+", "+encoding, func(t *testing.T) {
				p := study(t, c.bytes)
				p.Data.Encoding = encoding
				p.Data.Columns = map[string]string{"diagnosis": norm.NFD.String("Chẩn đoán")}
				d := read(t, p)
				if len(d.Issues) > 0 && d.Issues[0].Code != encodingAssumed {
					t.Errorf("issues %v", d.Issues)
				}
				if got, _, _ := strings.Cut(d.Inputs[0].Format, ","); got != c.format {
					t.Errorf("read as %s, want %s", got, c.format)
				}
				var ids, diagnoses []string
				for row := range letters {
					ids = append(ids, strings.TrimSuffix(d.CaseID[row], "1"))
					diagnoses = append(diagnoses, d.Categories["diagnosis"].Level(row))
				}
				want := make([]string, len(letters))
				for i, l := range letters {
					want[i] = norm.NFC.String(l)
				}
				if !slices.Equal(ids, want) || !slices.Equal(diagnoses, want) {
					t.Errorf("letters %q\n%q, want\n%q", ids, diagnoses, want)
				}
			})
		}
	}
}

// Forms of one file that all mean the same.
func TestForms(t *testing.T) {
	want := []string{"C1", "C 2"}
	for name, content := range map[string]string{
		"comma":                "case_id,diagnosis,last_contact_day\nC1,\"a,b\",5\nC 2,\"x\ny\",6\n",
		"semicolon":            "case_id;diagnosis;last_contact_day\nC1;a,b;5\nC 2;\"x\ny\";6\n",
		"tab":                  "case_id\tdiagnosis\tlast_contact_day\nC1\ta,b\t5\nC 2\t\"x\ny\"\t6\n",
		"pipe":                 "case_id|diagnosis|last_contact_day\nC1|a,b|5\nC 2|\"x\ny\"|6\n",
		"CRLF":                 "case_id,diagnosis,last_contact_day\r\nC1,\"a,b\",5\r\nC 2,\"x\r\ny\",6\r\n",
		"CR":                   "case_id,diagnosis,last_contact_day\rC1,\"a,b\",5\rC 2,\"x\ry\",6\r",
		"sep=":                 "sep=;\ncase_id;diagnosis;last_contact_day\nC1;a,b;5\nC 2;\"x\ny\";6\n",
		"space after commas":   "case_id, diagnosis, last_contact_day\nC1, \"a,b\", 5\nC 2, \"x\ny\", 6\n",
		"quoted header":        "\ufeff\"case_id\",\"diagnosis\",\"last_contact_day\"\n\"C1\",\"a,b\",\"5\"\n\"C 2\",\"x\ny\",\"6\"\n",
		"commas in the header": "case_id;diagnosis;a,b,c,d;last_contact_day\nC1;a,b;;5\nC 2;\"x\ny\";;6\n",
		"no last line break":   "case_id,diagnosis,last_contact_day\nC1,\"a,b\",5\nC 2,\"x\ny\",6",
		"blank lines":          "\ncase_id,diagnosis,last_contact_day\n\nC1,\"a,b\",5\n\nC 2,\"x\ny\",6\n\n",
	} {
		d := read(t, study(t, content))
		if !slices.Equal(d.CaseID, want) || len(d.Issues) > 0 {
			t.Errorf("%s: cases %q, issues %v", name, d.CaseID, d.Issues)
			continue
		}
		if got := d.Categories["diagnosis"]; got.Level(0) != "a,b" || got.Level(1) != "x\ny" {
			t.Errorf("%s: diagnoses %q", name, got.Levels)
		}
		equalFloats(t, name, d.Milestones["last_contact"].Time, 5, 6)
	}
}

// A declared delimiter stands even where another would split the header.
func TestDeclaredDelimiter(t *testing.T) {
	p := study(t, "case_id,x;last_contact_day\nC1,x;5\n")
	p.Data.Delimiter = "semicolon"
	p.Data.Columns = map[string]string{"case_id": "case_id,x"}
	if d := read(t, p); d.CaseID[0] != "C1,x" {
		t.Errorf("cases %q", d.CaseID)
	}
}

// Lines are those of the file: blank lines and line breaks in cells count.
func TestLines(t *testing.T) {
	d := read(t, study(t, "case_id,diagnosis,last_contact_day\n\nC1,\"x\ny\nz\",5\n\nC2,,x\n"))
	if want := []int32{3, 7}; !slices.Equal(d.Line, want) {
		t.Errorf("lines %v, want %v", d.Line, want)
	}
	wantIssues(t, d.Issues, "error unreadable_time 7 last_contact_day C2")
}

// What gota takes for missing is text here.
func TestTextIsText(t *testing.T) {
	p := study(t, lines("case_id,diagnosis,last_contact_day", "NaN,NaN,5", "<nil>,<nil>,5", "00012,true,5", "1e5,NA,5"))
	p.Data.Missing = []plan.Scalar{""}
	d := read(t, p)
	if want := []string{"NaN", "<nil>", "00012", "1e5"}; !slices.Equal(d.CaseID, want) {
		t.Errorf("cases %q, want %q", d.CaseID, want)
	}
	for row, want := range []string{"NaN", "<nil>", "true", "NA"} {
		if got := d.Categories["diagnosis"].Level(row); got != want {
			t.Errorf("diagnosis %q, want %q", got, want)
		}
	}
}
