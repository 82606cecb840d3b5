package pdf

// link is a rectangle of a page that leads to a section. Lengths are in points
// from the top left corner.
type link struct {
	page                int
	x, y, width, height float64
	target              string // ID of a section
	element             *element
}

// linked is an element in which content leads to a section, or e itself where
// the report has no such section: the workbook may have it as a sheet.
func (r *report) linked(e *element, target string) (inner *element, found bool) {
	if _, found = r.title(target); !found {
		return e, false
	}
	return e.add("Link", ""), true
}

// link makes a rectangle of the present page lead to a section. e is its Link
// element.
func (r *report) link(e *element, target string, x, y, width, height float64) {
	l := &link{r.page, x, y, width, height, target, e}
	e.kids = append(e.kids, kid{link: l})
	r.links = append(r.links, l)
}

// title of a section of the report.
func (r *report) title(section string) (string, bool) {
	for i := range r.doc.Pages {
		if r.doc.Pages[i].ID == section {
			return r.doc.Pages[i].Title, true
		}
	}
	return "", false
}
