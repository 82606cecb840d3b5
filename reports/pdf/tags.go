package pdf

import "fmt"

// tree is the document's structure as a screen reader walks it.
type tree struct {
	root  *element
	pages map[int][]*element // the element of each marked content, by page
}

// element of the structure: a heading, a paragraph, a table and so on.
type element struct {
	kind       string // "H1", "P", "TD"
	alt        string // what a figure shows
	attributes string // in PDF syntax
	kids       []kid
}

// kid of an element is one of: a further element, a marked content, a link.
type kid struct {
	element *element
	content *content
	link    *link
}

// content is a stretch of a page's drawing that belongs to an element.
type content struct{ page, id int }

func newTree() *tree {
	return &tree{root: &element{kind: "Document"}, pages: map[int][]*element{}}
}

// add an element under e; none under none, for what is drawn as an artifact.
func (e *element) add(kind, attributes string) *element {
	if e == nil {
		return nil
	}
	child := &element{kind: kind, attributes: attributes}
	e.kids = append(e.kids, kid{element: child})
	return child
}

// tagged marks what draw draws as content of e. It must stay on one page.
func (r *report) tagged(e *element, draw func()) {
	page := r.page
	id := len(r.tree.pages[page])
	r.tree.pages[page] = append(r.tree.pages[page], e)
	e.kids = append(e.kids, kid{content: &content{page, id}})
	r.pdf.RawWriteStr(fmt.Sprintf("/%s <</MCID %d>> BDC", e.kind, id))
	draw()
	r.pdf.RawWriteStr("EMC")
}

// artifact marks what draw draws as something a screen reader passes over.
func (r *report) artifact(draw func()) {
	r.pdf.RawWriteStr("/Artifact BMC")
	draw()
	r.pdf.RawWriteStr("EMC")
}
