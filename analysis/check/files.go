package check

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"

	"graftstat/analysis/registry"
)

// recoveriesSwapped: in most cases neutrophils recover after platelets, as where the
// heads of two columns are exchanged. Neutrophils are nearly always first.
func recoveriesSwapped(c *cases) []fault {
	check := c.plan.Checks.RecoveriesSwapped
	neutrophils := "neutrophil_engraftment"
	var faults []fault
	for _, platelets := range c.known("platelet_engraftment_20", "platelet_engraftment_50") {
		both, later := 0, 0
		for row := range c.data.Rows() {
			a, b := c.days(neutrophils, row), c.days(platelets, row)
			if math.IsNaN(a) || math.IsNaN(b) {
				continue
			}
			if both++; a > b+sameTime {
				later++
			}
		}
		if both >= check.Cases && float64(later) >= check.Share*float64(both) {
			faults = append(faults, fault{row: wholeFile, column: c.header(neutrophils),
				args: []string{c.header(platelets), strconv.Itoa(later), strconv.Itoa(both)}})
		}
	}
	return faults
}

// sortedAlone: the cells of a column are in order from the first row to the last,
// while the rows stand in another order, that of the patients or of the transplants:
// a column was sorted without the others. Columns of few levels may be in order
// because a centre began with one and went on with another; the sex and the blood
// groups of patients are never.
func sortedAlone(c *cases) []fault {
	if !c.hasOrder() {
		return nil
	}
	var faults []fault
	tell := func(header string, values []float64, fewest int) {
		if n := isSorted(values); n >= fewest && len(values) >= c.plan.Checks.SortedAlone.Cases {
			faults = append(faults, fault{row: wholeFile, column: header,
				args: []string{strconv.Itoa(len(values))}})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.data.Numbers)) {
		n := c.data.Numbers[name]
		known := slices.DeleteFunc(slices.Clone(n.Value), math.IsNaN)
		tell(n.Header, known, c.plan.Checks.SortedAlone.Levels)
	}
	for _, name := range slices.Sorted(maps.Keys(c.data.Categories)) {
		fewest := c.plan.Checks.SortedAlone.Levels
		if slices.Contains([]string{"sex", "recipient_abo", "donor_abo"}, name) {
			fewest = 2
		}
		tell(c.data.Categories[name].Header, alphabetical(c.data.Categories[name]), fewest)
	}
	return faults
}

// alphabetical are the known levels of a category by their place in the alphabet.
func alphabetical(category *registry.Category) []float64 {
	order := slices.Clone(category.Levels)
	slices.Sort(order)
	place := make([]float64, len(category.Levels))
	for code, level := range category.Levels {
		place[code] = float64(slices.Index(order, level))
	}
	var known []float64
	for _, code := range category.Code {
		if code >= 0 {
			known = append(known, place[code])
		}
	}
	return known
}

// isSorted is how many different values a slice has, 0 where it does not rise or fall
// throughout.
func isSorted(values []float64) int {
	different, rises, falls := 1, true, true
	for i := 1; i < len(values); i++ {
		switch cmp.Compare(values[i-1], values[i]) {
		case -1:
			falls = false
			different++
		case 1:
			rises = false
			different++
		}
	}
	if !rises && !falls {
		return 0
	}
	return different
}

// hasOrder reports whether the rows stand in the order of their identifiers, of
// their patients or of their transplants.
func (c *cases) hasOrder() bool {
	return slices.IsSortedFunc(c.data.CaseID, natural) ||
		slices.IsSortedFunc(c.data.PatientID, natural) && slices.IsSorted(c.data.Patient) ||
		c.data.TransplantHeader != "" && slices.IsSorted(c.data.TransplantDate)
}

// natural puts P9 before P10.
func natural(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }

// diagnosisGroup: few rows of a diagnosis are in another disease group than the rest.
func diagnosisGroup(c *cases) []fault {
	diagnosis, group := c.data.Categories["diagnosis"], c.data.Categories["disease_group"]
	if diagnosis == nil || group == nil {
		return nil
	}
	all, of := map[int32]int{}, map[[2]int32]int{}
	for row, d := range diagnosis.Code {
		if g := group.Code[row]; d >= 0 && g >= 0 {
			all[d]++
			of[[2]int32{d, g}]++
		}
	}
	var faults []fault
	for row, d := range diagnosis.Code {
		if g := group.Code[row]; d >= 0 && g >= 0 {
			here, n := of[[2]int32{d, g}], all[d]
			if here < n && float64(here) <= c.plan.Checks.DiagnosisGroup.Share*float64(n) {
				faults = append(faults, fault{row: row, column: group.Header,
					args: []string{diagnosis.Header, strconv.Itoa(n - here), strconv.Itoa(n)}})
			}
		}
	}
	return faults
}

// oneBloodGroup: a donor's blood group without the recipient's, or the other way
// round, so that the mismatch is not known.
func oneBloodGroup(c *cases, row int) []fault {
	for _, pair := range [][2]string{{"recipient_abo", "donor_abo"}, {"donor_abo", "recipient_abo"}} {
		if c.hasLevels(pair[0]) && c.hasLevels(pair[1]) && c.level(pair[0], row) == "" && c.level(pair[1], row) != "" {
			return []fault{{row: row, column: c.data.Categories[pair[0]].Header,
				args: []string{c.data.Categories[pair[1]].Header}}}
		}
	}
	return nil
}
