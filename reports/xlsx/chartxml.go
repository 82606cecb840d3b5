package xlsx

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"strconv"

	"github.com/xuri/excelize/v2"

	"graftstat/reports/document"
	"graftstat/reports/figure"
)

// chartXML is the part of a workbook with a chart (ECMA-376, part 1, section
// 21.2). excelize writes the times of a scatter chart as texts, without the
// numbers, in grey that does not read, and cannot leave a line out of the
// legend nor set the steps of the time axis: hence our own.
func chartXML(doc *document.Document, c *document.SheetChart, data place, table *document.Table) ([]byte, error) {
	x := &chartWriter{doc: doc, chart: c, data: data, table: table}
	x.open("c:chartSpace", "xmlns:c", "http://schemas.openxmlformats.org/drawingml/2006/chart", "xmlns:a",
		"http://schemas.openxmlformats.org/drawingml/2006/main",
		"xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
	x.value("c:date1904", "0")
	x.value("c:lang", doc.Language)
	x.value("c:roundedCorners", "0")
	x.open("c:chart")
	x.title(0, [2]string{c.Figure.Title, bigText}, [2]string{c.Subtitle, smallText})
	x.value("c:autoTitleDeleted", "0")
	x.plotArea()
	x.legend()
	x.value("c:plotVisOnly", "0")
	x.value("c:dispBlanksAs", "gap")
	x.close("c:chart")
	x.raw(`<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>`)
	x.raw(`<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900"><a:solidFill><a:srgbClr val="` + ink +
		`"/></a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="` + doc.Language + `"/></a:p></c:txPr>`)
	x.close("c:chartSpace")
	return x.out.Bytes(), x.err
}

// Sizes of text in hundredths of a point.
const bigText, axisText, smallText = "1300", "1000", "900"

// chartWriter writes the elements of a chart one after the other.
type chartWriter struct {
	out   bytes.Buffer
	doc   *document.Document
	chart *document.SheetChart
	data  place
	table *document.Table
	err   error
}

func (x *chartWriter) raw(s string) { x.out.WriteString(s) }

func (x *chartWriter) open(name string, attributes ...string) {
	if x.out.Len() == 0 {
		x.raw(xml.Header)
	}
	x.raw("<" + name)
	for i := 0; i < len(attributes); i += 2 {
		x.raw(" " + attributes[i] + `="`)
		x.escaped(attributes[i+1])
		x.raw(`"`)
	}
	x.raw(">")
}

func (x *chartWriter) close(name string) { x.raw("</" + name + ">") }

func (x *chartWriter) value(name, value string) {
	x.open(name, "val", value)
	x.close(name)
}

func (x *chartWriter) element(name, text string) {
	x.open(name)
	x.escaped(text)
	x.close(name)
}

func (x *chartWriter) escaped(text string) {
	clean, err := cleanText(text)
	if err == nil {
		err = xml.EscapeText(&x.out, []byte(clean))
	}
	if x.err == nil {
		x.err = err
	}
}

// title of the chart or of an axis: texts with their sizes, the first bold.
func (x *chartWriter) title(rotation int, texts ...[2]string) {
	x.raw(fmt.Sprintf(`<c:title><c:tx><c:rich><a:bodyPr rot="%d" vert="horz"/><a:lstStyle/>`, rotation))
	for i, t := range texts {
		bold := 0
		if i == 0 && len(texts) > 1 {
			bold = 1
		}
		look := fmt.Sprintf(`sz="%s" b="%d"><a:solidFill><a:srgbClr val="%s"/></a:solidFill>`, t[1], bold, ink)
		x.raw(`<a:p><a:pPr><a:defRPr ` + look + `</a:defRPr></a:pPr><a:r><a:rPr lang="` + x.doc.Language + `" ` + look +
			`</a:rPr>`)
		x.element("a:t", t[0])
		x.raw(`</a:r></a:p>`)
	}
	x.raw(`</c:rich></c:tx><c:overlay val="0"/></c:title>`)
}

func (x *chartWriter) plotArea() {
	f := x.chart.Figure
	x.raw(`<c:plotArea><c:layout/><c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>`)
	for i, line := range x.chart.Lines {
		x.series(i, line)
	}
	x.raw(`<c:axId val="100000000"/><c:axId val="100000001"/></c:scatterChart>`)
	x.axis(axis{id: "100000000", crosses: "100000001", position: "b", label: f.XLabel, ticks: f.XTicks,
		format: "General"})
	usual, _ := percents(x.doc.Language)
	x.axis(axis{id: "100000001", crosses: "100000000", position: "l", label: f.YLabel, ticks: f.YTicks,
		format: "0" + usual[len("0.0"):], rotation: -5400000, grid: true})
	x.raw(`<c:spPr><a:noFill/></c:spPr></c:plotArea>`)
}

type axis struct {
	id, crosses, position, label, format string
	ticks                                []document.Tick
	rotation                             int
	grid                                 bool
}

// axis from its first tick to its last, in their steps.
func (x *chartWriter) axis(a axis) {
	first, last := a.ticks[0].At, a.ticks[len(a.ticks)-1].At
	x.raw(`<c:valAx><c:axId val="` + a.id + `"/><c:scaling><c:orientation val="minMax"/>`)
	x.value("c:max", digits(last))
	x.value("c:min", digits(first))
	x.raw(`</c:scaling><c:delete val="0"/><c:axPos val="` + a.position + `"/>`)
	if a.grid {
		x.raw(`<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="E2E2E2"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>`)
	}
	x.title(a.rotation, [2]string{a.label, axisText})
	x.open("c:numFmt", "formatCode", a.format, "sourceLinked", "0")
	x.close("c:numFmt")
	x.raw(`<c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="` + ink + `"/></a:solidFill></a:ln></c:spPr>`)
	x.raw(`<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="` + axisText + `"><a:solidFill><a:srgbClr val="` +
		ink + `"/></a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="` + x.doc.Language + `"/></a:p></c:txPr>`)
	x.raw(`<c:crossAx val="` + a.crosses + `"/><c:crosses val="min"/><c:crossBetween val="midCat"/>`)
	if len(a.ticks) > 1 {
		x.value("c:majorUnit", digits(a.ticks[1].At-first))
	}
	x.raw(`</c:valAx>`)
}

// series is a line through points of the table, each with its numbers, so that
// a program can draw it before it has read the sheet.
func (x *chartWriter) series(i int, line document.SheetLine) {
	x.open("c:ser")
	x.value("c:idx", strconv.Itoa(i))
	x.value("c:order", strconv.Itoa(i))
	x.raw(`<c:tx>`)
	x.element("c:v", line.Name)
	x.raw(`</c:tx><c:spPr>` + lineLook(line) + `</c:spPr>`)
	if line.Kind == document.CensoredMark {
		x.raw(`<c:marker><c:symbol val="plus"/><c:size val="5"/><c:spPr><a:noFill/><a:ln w="9525">` +
			colour(line.Curve, "") + `</a:ln></c:spPr></c:marker>`)
	} else {
		x.raw(`<c:marker><c:symbol val="none"/></c:marker>`)
	}
	x.numbers("c:xVal", line, line.X)
	x.numbers("c:yVal", line, line.Y)
	x.raw(`<c:smooth val="0"/>`)
	x.close("c:ser")
}

func (x *chartWriter) numbers(name string, line document.SheetLine, column int) {
	letters, err := excelize.ColumnNumberToName(column + 1)
	if err != nil && x.err == nil {
		x.err = err
	}
	x.open(name)
	x.raw(`<c:numRef>`)
	x.element("c:f", fmt.Sprintf("%s!$%s$%d:$%s$%d", quoteSheet(x.data.sheet), letters, x.data.row+line.First, letters,
		x.data.row+line.Last))
	x.raw(`<c:numCache><c:formatCode>General</c:formatCode>`)
	x.value("c:ptCount", strconv.Itoa(line.Last-line.First+1))
	for i, row := range x.table.Rows[line.First : line.Last+1] {
		if v := row.Cells[column].Value; v != nil && !math.IsNaN(*v) && !math.IsInf(*v, 0) {
			x.raw(`<c:pt idx="` + strconv.Itoa(i) + `"><c:v>` + digits(*v) + `</c:v></c:pt>`)
		}
	}
	x.raw(`</c:numCache></c:numRef>`)
	x.close(name)
}

// legend names the curves; other lines are named where there is one curve.
func (x *chartWriter) legend() {
	position := "b"
	if x.chart.Curves() >= listedBeside {
		position = "r"
	}
	x.raw(`<c:legend>`)
	x.value("c:legendPos", position)
	for i, line := range x.chart.Lines {
		if line.Unlisted {
			x.raw(`<c:legendEntry><c:idx val="` + strconv.Itoa(i) + `"/><c:delete val="1"/></c:legendEntry>`)
		}
	}
	x.raw(`<c:overlay val="0"/></c:legend>`)
}

// dashes are the presets nearest to the dashes of figures.
var dashes = [...]string{"solid", "sysDash", "sysDashDot", "lgDash", "sysDot", "sysDashDotDot"}

// lineLook is the line of a series. Every curve has its colour and its dashes;
// limits are thin, and what rests on few cases is pale.
func lineLook(line document.SheetLine) string {
	width, dash, opaque := "25400", dashes[line.Curve%len(dashes)], ""
	switch line.Kind {
	case document.CensoredMark:
		return `<a:ln w="19050"><a:noFill/></a:ln>`
	case document.LimitLine:
		width, dash = "9525", "dash"
	case document.FaintLine:
		opaque = "45000"
	}
	return `<a:ln w="` + width + `" cap="flat">` + colour(line.Curve, opaque) + `<a:prstDash val="` + dash +
		`"/><a:round/></a:ln>`
}

// colour of a curve as figures have it; opaque in thousandths of a percent.
func colour(curve int, opaque string) string {
	c := figure.Colour(curve)
	alpha := ""
	if opaque != "" {
		alpha = `<a:alpha val="` + opaque + `"/>`
	}
	return fmt.Sprintf(`<a:solidFill><a:srgbClr val="%02X%02X%02X">%s</a:srgbClr></a:solidFill>`, c.R, c.G, c.B, alpha)
}

func digits(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
