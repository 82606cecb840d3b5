package casefile

import (
	"strings"

	"graftstat/analysis/registry"
)

// Levels of abo_match and abo_major.
const (
	aboMatched       = "match"
	aboMinor         = "minor"
	aboMajor         = "major"
	aboBidirectional = "bidirectional"
	aboMajorNone     = "none"
	aboMajorPresent  = "present"
)

// parseABO is the group A, B, AB or O of a cleaned cell, with its subgroup and
// Rh factor as people write them: O+, A1, A2B neg, "Nhóm AB", "O Rh dương",
// "B RhD (-)".
func parseABO(s string) (group string, ok bool) {
	s = strings.ToUpper(s)
	for _, word := range []string{"BLOOD ", "GROUP ", "TYPE ", "NHÓM ", "MÁU "} {
		s = strings.TrimPrefix(s, word)
	}
	rest, ok := strings.CutPrefix(s, "O")
	group = "O"
	if !ok {
		group, rest = cutAntigens(s)
	}
	return group, group != "" && isRhFactor(rest)
}

// cutAntigens takes the letters A and B with their subgroups off: A2B is AB.
func cutAntigens(s string) (group, rest string) {
	if after, ok := strings.CutPrefix(s, "A"); ok {
		group, s = "A", after
		if s != "" && strings.Contains("123X", s[:1]) {
			s = s[1:]
		}
	}
	if after, ok := strings.CutPrefix(s, "B"); ok {
		group, s = group+"B", after
		if s != "" && strings.Contains("123", s[:1]) {
			s = s[1:]
		}
	}
	return group, s
}

// isRhFactor says that a text is an Rh factor, or nothing.
func isRhFactor(s string) bool {
	const marks = " ,;()"
	s = strings.Trim(s, marks)
	if rest, ok := strings.CutPrefix(s, "RH"); ok {
		s = strings.Trim(rest, marks)
		if rest, ok := strings.CutPrefix(s, "D"); ok && !isRhSign(s) {
			s = strings.Trim(rest, marks)
		}
	}
	return isRhSign(s)
}

func isRhSign(s string) bool {
	switch s {
	case "", "+", "-", "−", "POS", "POSITIVE", "NEG", "NEGATIVE", "DƯƠNG", "DƯƠNG TÍNH", "ÂM", "ÂM TÍNH":
		return true
	}
	return false
}

// aboMatch is the class of a donor's group for a recipient's. It is major where
// the donor has an A or B antigen that the recipient lacks, minor where the
// recipient has one that the donor lacks, bidirectional where both hold.
//
//	recipient \ donor   O       A               B               AB
//	O                   match   major           major           major
//	A                   minor   match           bidirectional   major
//	B                   minor   bidirectional   match           major
//	AB                  minor   minor           minor           match
//
// RhD plays no part in it.
func aboMatch(recipient, donor string) string {
	lacks := func(a, b string) bool { // a lacks an antigen of b
		return strings.Contains(b, "A") && !strings.Contains(a, "A") || strings.Contains(b, "B") &&
			!strings.Contains(a, "B")
	}
	major, minor := lacks(recipient, donor), lacks(donor, recipient)
	switch {
	case major && minor:
		return aboBidirectional
	case major:
		return aboMajor
	case minor:
		return aboMinor
	}
	return aboMatched
}

// deriveABO replaces the two blood groups by A, B, AB and O and derives
// abo_match and abo_major (none: match and minor; present: major and
// bidirectional). Both are missing in autologous transplants, to which they do
// not apply. A typed abo_match is compared, never used.
func (r *reader) deriveABO(d *registry.Data) {
	recipient := r.readBloodGroups(d, recipientABOColumn)
	donor := r.readBloodGroups(d, donorABOColumn)
	typed := r.columnOf(aboMatchColumn)
	if recipient == nil || donor == nil {
		if typed != nil {
			r.issues.add(aboUnderivable, place{line: r.table.headerLine, column: typed.header},
				headerOf(r.plan, recipientABOColumn), headerOf(r.plan, donorABOColumn))
		}
		return
	}
	match := &registry.Category{Header: donor.Header, Levels: []string{aboMatched, aboMinor, aboMajor,
		aboBidirectional}, Code: make([]int32, len(r.caseID))}
	major := &registry.Category{Header: donor.Header, Levels: []string{aboMajorNone, aboMajorPresent},
		Code: make([]int32, len(r.caseID))}
	classes := make([]string, len(r.caseID)) // "" is missing
	for row := range r.caseID {
		class := ""
		if a, b := recipient.Level(row), donor.Level(row); a != "" && b != "" && !autologous(d, row) {
			class = aboMatch(a, b)
		}
		match.Code[row], major.Code[row] = aboCodes(class)
		classes[row] = class
	}
	if typed != nil {
		r.compareABO(typed, classes)
	}
	d.Categories[aboMatchColumn], d.Categories[aboMajorColumn] = match, major
}

// aboCodes are the codes of abo_match and abo_major; "" is missing.
func aboCodes(class string) (match, major int32) {
	switch class {
	case aboMatched:
		return 0, 0
	case aboMinor:
		return 1, 0
	case aboMajor:
		return 2, 1
	case aboBidirectional:
		return 3, 1
	}
	return -1, -1
}

func autologous(d *registry.Data, row int) bool {
	c := d.Categories[transplantTypeColumn]
	return c != nil && c.Level(row) == "autologous"
}

// readBloodGroups replaces a category of blood groups by the groups themselves.
func (r *reader) readBloodGroups(d *registry.Data, name string) *registry.Category {
	old := d.Categories[name]
	if old == nil {
		return nil
	}
	group := make([]string, len(old.Levels))
	for i, level := range old.Levels {
		group[i], _ = parseABO(level)
	}
	groups := &registry.Category{Header: old.Header, Levels: []string{"O", "A", "B", "AB"},
		Code: make([]int32, len(old.Code))}
	for row, code := range old.Code {
		groups.Code[row] = -1
		if code < 0 {
			continue
		}
		for i, level := range groups.Levels {
			if level == group[code] {
				groups.Code[row] = int32(i)
			}
		}
		if groups.Code[row] < 0 {
			r.issues.add(unreadableABO, place{line: int(r.line[row]), column: old.Header, caseID: r.caseID[row]})
		}
	}
	d.Categories[name] = groups
	return groups
}

// compareABO tells of typed classes that the blood groups contradict. A word
// that names none of the four classes is not compared.
func (r *reader) compareABO(typed *column, derived []string) {
	declared := r.levels(aboMatchColumn)
	class := make([]string, len(typed.text)) // by code; "" is none of the four
	for code, text := range typed.text {
		if level, ok := declared.of(text); ok {
			text = level
		}
		if match, _ := aboCodes(text); match >= 0 {
			class[code] = text
		}
	}
	for row := range typed.rows() {
		code := typed.at(row)
		if class[code] != "" && derived[row] != "" && class[code] != derived[row] {
			r.issues.add(aboContradiction, r.at(row, typed))
		}
	}
}
