package proposal

import (
	"slices"
	"strings"
)

// constantsOf proposes what every row of a file has, from the name of its sheet and
// file and the titles above its header: allogeneic for a sheet Dị ghép.
func (l *lexicon) constantsOf(p *part) {
	for _, name := range []string{"transplant_type", "disease_group"} {
		if find(p.columns, name) != nil || name == "disease_group" && find(p.columns, "diagnosis") != nil {
			continue
		}
		level, where := l.named(p, name)
		if level != "" {
			p.set = append(p.set, Constant{Name: name, Value: level, Grade: Likely,
				Evidence: []Evidence{{Code: where}}})
		}
	}
}

// named is the one level that a sheet's name, the titles or the file's name have.
func (l *lexicon) named(p *part, column string) (level, where string) {
	file, sheet, _ := strings.Cut(p.File, "#")
	for _, place := range []struct {
		code  string
		texts []string
	}{{"sheet_name", []string{sheet}}, {"title", p.Above}, {"file_name", []string{file}}} {
		var found []string
		for _, text := range place.texts {
			for _, level := range l.levelsIn(column, text) {
				if !slices.Contains(found, level) {
					found = append(found, level)
				}
			}
		}
		if len(found) == 1 {
			return found[0], place.code
		}
	}
	return "", ""
}

// levelsIn are the levels of which a text has a form of four letters or more.
func (l *lexicon) levelsIn(column, text string) []string {
	words := tokens(text)
	var found []string
	for _, form := range keysOf(l.levels[column].of) {
		level := l.levels[column].of[form]
		if len(form) < 4 || slices.Contains(found, level) {
			continue
		}
		for i := range words {
			run := ""
			for j := i; j < len(words) && len(run) < len(form); j++ {
				run += words[j]
			}
			if run == form {
				found = append(found, level)
				break
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func keysOf(of map[string]string) []string {
	var list []string
	for key := range of {
		list = append(list, key)
	}
	slices.Sort(list)
	return list
}

// typeByDonor proposes allogeneic where a donor stands in every row.
func (l *lexicon) typeByDonor(p *part) {
	if find(p.columns, "transplant_type") != nil ||
		slices.ContainsFunc(p.set, func(c Constant) bool { return c.Name == "transplant_type" }) {
		return
	}
	for _, name := range []string{"donor_type", "donor_abo", "hla_match"} {
		if donor := find(p.columns, name); donor != nil && donor.filled == len(p.Rows) {
			p.set = append(p.set, Constant{Name: "transplant_type", Value: "allogeneic", Grade: Likely,
				Evidence: []Evidence{{"donor_everywhere", []string{donor.header}}}})
			return
		}
	}
}
