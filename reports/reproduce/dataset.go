package reproduce

import (
	"io"
	"math"
	"slices"
	"strconv"

	"graftstat/analysis/result"
)

// dataset is the file of one endpoint: its cases with the columns that its
// comparisons and models use.
type dataset struct {
	name     string
	frame    *frame
	outcomes *outcomes
	columns  []column
	patients bool
}

// column is a column of a dataset, headed by kind:name.
type column struct {
	header string
	cell   func(n int32) string // of a case
}

// use adds a column once and gives its header.
func (d *dataset) use(header string, cell func(n int32) string) string {
	if !slices.ContainsFunc(d.columns, func(c column) bool { return c.header == header }) {
		d.columns = append(d.columns, column{header, cell})
	}
	return header
}

// group uses the groups by a column to compare.
func (d *dataset) group(by string) string {
	return d.use("group:"+by, func(n int32) string {
		for _, g := range d.outcomes.groups[d.outcomes.at[n]] {
			if g.By == by {
				return text(g.Group)
			}
		}
		return ""
	})
}

// covariate uses the first of the covariates of a name and the kinds; "" where
// there is none.
func (d *dataset) covariate(name string, kinds ...string) (header string, x *result.Covariate) {
	for _, kind := range kinds {
		x := d.frame.covariates.Column(name, kind)
		if x == nil {
			continue
		}
		return d.use(text(kind+":"+name), func(n int32) string { return covariateCell(x, d.frame.row[n]) }), x
	}
	return "", nil
}

func covariateCell(x *result.Covariate, row int32) string {
	if x.Kind == result.CovariateCategory {
		return text(x.Level(int(row)))
	}
	return number(x.Number[row])
}

// cluster uses what a model clusters on, its levels as mere numbers.
func (d *dataset) cluster(name string) string {
	if name == "patient_id" {
		d.patients = true
		return "patient"
	}
	x := d.frame.covariates.Column(name, result.CovariateCategory)
	if x == nil {
		return ""
	}
	numbers := make([]int, len(x.Levels))
	next := 0
	for _, n := range d.frame.order {
		if code := x.Code[d.frame.row[n]]; code >= 0 && numbers[code] == 0 {
			next++
			numbers[code] = next
		}
	}
	return d.use(text("cluster:"+name), func(n int32) string {
		code := x.Code[d.frame.row[n]]
		if code < 0 {
			return ""
		}
		return strconv.Itoa(numbers[code])
	})
}

// file writes the cases by number. Those set aside have the status -1 and no time.
func (d *dataset) file() File {
	return File{Name: d.name, Write: func(w io.Writer) error {
		header := []string{"id"}
		if d.patients {
			header = append(header, "patient")
		}
		if d.outcomes.entry {
			header = append(header, "entry")
		}
		header = append(header, "time", "status")
		for _, c := range d.columns {
			header = append(header, c.header)
		}
		return writeCSV(w, header, func(write func([]string) error) error {
			cells := make([]string, 0, len(header))
			for _, n := range d.frame.order {
				at := d.outcomes.at[n]
				if at < 0 {
					continue
				}
				o := &d.outcomes.outcome[at]
				cells = append(cells[:0], count(int(d.frame.number[n])))
				if d.patients {
					cells = append(cells, count(int(d.frame.patientID[d.frame.patient[n]])))
				}
				if d.outcomes.entry {
					cells = append(cells, number(math.Max(0, o.Entry)))
				}
				cells = append(cells, number(o.Time), count(o.Status))
				for _, c := range d.columns {
					cells = append(cells, c.cell(n))
				}
				if err := write(cells); err != nil {
					return err
				}
			}
			return nil
		})
	}}
}
