package plan

import "strconv"

// Classes are the names of the groups of a cut number, <c1, c1-<c2, …, >=cn;
// none where nothing is cut.
func (c Compare) Classes() []string {
	if len(c.Cut) == 0 {
		return nil
	}
	show := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	classes := make([]string, 0, len(c.Cut)+1)
	for i, cut := range c.Cut {
		if i == 0 {
			classes = append(classes, "<"+show(cut))
		} else {
			classes = append(classes, show(c.Cut[i-1])+"-<"+show(cut))
		}
	}
	return append(classes, ">="+show(c.Cut[len(c.Cut)-1]))
}
