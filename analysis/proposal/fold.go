package proposal

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"graftstat/analysis/table"
)

// tokens are the words of a text without case, marks and punctuation: Ngày ghép (D0)
// is ngay, ghep, d0. Words that are written together in TxDate are two.
func tokens(text string) []string {
	text = apart(table.Clean(text))
	var b strings.Builder
	for _, r := range norm.NFD.String(text) {
		switch {
		case r == 'đ' || r == 'Đ':
			b.WriteByte('d')
		case r == 'µ' || r == 'μ':
			b.WriteByte('u')
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}

// apart puts a space where a small letter is followed by a capital one.
func apart(text string) string {
	var b strings.Builder
	small := false
	for _, r := range text {
		if small && unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		small = unicode.IsLower(r)
		b.WriteRune(r)
	}
	return b.String()
}

// fold is a text as it is compared: its words without spaces.
func fold(text string) string { return strings.Join(tokens(text), "") }

// foldCell is a cell as it is compared with the words of a list. A cell without a
// letter, such as -9 or ?, is itself.
func foldCell(cell string) string {
	if strings.ContainsFunc(cell, unicode.IsLetter) {
		return fold(cell)
	}
	return table.Clean(cell)
}

// withoutBrackets is a header without what stands in brackets, and that.
func withoutBrackets(header string) (rest string, inside []string) {
	if !strings.ContainsAny(header, "([{") {
		return header, nil
	}
	brackets := regexp.MustCompile(`\s*[\(\[\{]([^\)\]\}]*)[\)\]\}]`)
	for _, part := range brackets.FindAllStringSubmatch(header, -1) {
		inside = append(inside, part[1])
	}
	return strings.TrimSpace(brackets.ReplaceAllString(header, " ")), inside
}

// indexOf is where a run of words stands in others; -1 if nowhere.
func indexOf(words, run []string) int {
	for i := 0; i+len(run) <= len(words) && len(run) > 0; i++ {
		same := true
		for j := range run {
			same = same && words[i+j] == run[j]
		}
		if same {
			return i
		}
	}
	return -1
}

// without takes n words out.
func without(words []string, at, n int) []string {
	return append(append([]string{}, words[:at]...), words[at+n:]...)
}
