package pdf

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// structure writes the structure tree and the links into a file, which gofpdf
// does not do.
type structure struct {
	r        *report
	f        *file
	elements map[*element]int // their objects
	links    map[*link]int
}

// finish returns the file with language, metadata, structure and links.
func (r *report) finish() ([]byte, error) {
	var b strings.Builder
	if err := r.pdf.Output(&b); err != nil {
		return nil, err
	}
	f, err := readFile(b.String())
	if err != nil {
		return nil, err
	}
	metadata := f.addStream("/Type /Metadata /Subtype /XML", r.xmp())
	s := structure{r: r, f: f, elements: map[*element]int{}, links: map[*link]int{}}
	root := s.addTree()
	if err := s.extendPages(); err != nil {
		return nil, err
	}
	for page := 1; page <= r.pdf.PageCount(); page++ {
		if err := f.compress(pageObject(page) + 1); err != nil {
			return nil, err
		}
	}
	f.mapCharacters()
	err = f.extend(f.catalog, "<<\n/Type /Catalog\n", f.addColours()+fmt.Sprintf(
		"/Lang (%s)\n/ViewerPreferences <</DisplayDocTitle true>>\n/MarkInfo <</Marked true>>\n/Metadata %d 0 R\n/StructTreeRoot %d 0 R\n",
		r.language, metadata, root))
	if err != nil {
		return nil, err
	}
	return f.bytes(), nil
}

// pageObject is the number of a page's object: gofpdf numbers 1 the list of
// pages, 2 the resources, then each page and its content in turn.
func pageObject(page int) int { return 1 + 2*page }

// addTree adds the elements and the links, and returns the number of the root.
func (s *structure) addTree() int {
	root := s.f.reserve()
	s.number(s.r.tree.root)
	for _, l := range s.r.links {
		s.links[l] = s.f.reserve()
	}
	s.addElement(s.r.tree.root, root)
	for i, l := range s.r.links {
		s.f.put(s.links[l], s.annotation(l, s.r.pdf.PageCount()+i))
	}
	parents := s.f.reserve()
	s.f.put(parents, s.parentTree())
	s.f.put(root, fmt.Sprintf("<</Type /StructTreeRoot /K %d 0 R /ParentTree %d 0 R /ParentTreeNextKey %d>>",
		s.elements[s.r.tree.root], parents, s.r.pdf.PageCount()+len(s.r.links)))
	return root
}

// number reserves an object for an element and for all under it.
func (s *structure) number(e *element) {
	s.elements[e] = s.f.reserve()
	for _, k := range e.kids {
		if k.element != nil {
			s.number(k.element)
		}
	}
}

func (s *structure) addElement(e *element, parent int) {
	kids := make([]string, len(e.kids))
	for i, k := range e.kids {
		switch {
		case k.element != nil:
			kids[i] = reference(s.elements[k.element])
			s.addElement(k.element, s.elements[e])
		case k.link != nil:
			kids[i] = fmt.Sprintf("<</Type /OBJR /Pg %d 0 R /Obj %d 0 R>>", pageObject(k.link.page), s.links[k.link])
		default:
			kids[i] = fmt.Sprintf("<</Type /MCR /Pg %d 0 R /MCID %d>>", pageObject(k.content.page), k.content.id)
		}
	}
	body := fmt.Sprintf("<</Type /StructElem /S /%s /P %d 0 R /K [%s]", e.kind, parent, strings.Join(kids, " "))
	if e.alt != "" {
		body += " /Alt " + textString(e.alt)
	}
	if e.attributes != "" {
		body += " /A " + e.attributes
	}
	s.f.put(s.elements[e], body+">>")
}

// annotation of a link, whose place in the parent tree is key.
func (s *structure) annotation(l *link, key int) string {
	to := s.r.starts[l.target]
	title, _ := s.r.title(l.target)
	return fmt.Sprintf("<</Type /Annot /Subtype /Link /F 4 /Border [0 0 0] /Rect [%.2f %.2f %.2f %.2f] /Dest [%d 0 R /XYZ 0 %.2f null] /StructParent %d /Contents %s>>",
		l.x, s.r.height-l.y-l.height, l.x+l.width, s.r.height-l.y,
		pageObject(to.page), s.r.height-to.y+6, key, textString(title))
}

// parentTree leads from a page's contents and from each link to their elements.
func (s *structure) parentTree() string {
	var b strings.Builder
	b.WriteString("<</Nums [")
	for page := 1; page <= s.r.pdf.PageCount(); page++ {
		fmt.Fprintf(&b, "%d [", page-1)
		for _, e := range s.r.tree.pages[page] {
			b.WriteString(reference(s.elements[e]) + " ")
		}
		b.WriteString("] ")
	}
	for i, l := range s.r.links {
		fmt.Fprintf(&b, "%d %s ", s.r.pdf.PageCount()+i, reference(s.elements[l.element]))
	}
	b.WriteString("]>>")
	return b.String()
}

// extendPages adds to each page its place in the parent tree and its links.
func (s *structure) extendPages() error {
	links := map[int][]string{}
	for _, l := range s.r.links {
		links[l.page] = append(links[l.page], reference(s.links[l]))
	}
	for page := 1; page <= s.r.pdf.PageCount(); page++ {
		entries := fmt.Sprintf("/StructParents %d\n/Tabs /S\n", page-1)
		if len(links[page]) > 0 {
			entries += "/Annots [" + strings.Join(links[page], " ") + "]\n"
		}
		if err := s.f.extend(pageObject(page), "<</Type /Page\n", entries); err != nil {
			return err
		}
	}
	return nil
}

func reference(object int) string { return fmt.Sprintf("%d 0 R", object) }

// textString is text as PDF writes it, in UTF-16.
func textString(text string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, unit := range utf16.Encode([]rune(oneLine(text))) {
		fmt.Fprintf(&b, "%04X", unit)
	}
	return b.String() + ">"
}
