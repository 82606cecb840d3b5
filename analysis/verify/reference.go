package verify

import (
	"embed"
	"encoding/csv"
	"fmt"
	"io/fs"
	"math"
	"path"
	"strconv"
	"strings"
)

// The data sets, the values that R gave for them and the scripts that made
// those (open.R, reference.R, golden.R).
//
//go:embed data
var files embed.FS

// A Value is one number that R gave for a data set.
type Value struct {
	Dataset  string
	Analysis string // km, cif, logrank, gray, cox, …
	Method   string
	Group    string
	Quantity string
	At       string  // day, probability or empty
	Value    float64 // NaN where R says NA
}

// Values are all reference values of a data set, in the order of its file.
func Values(dataset string) ([]Value, error) {
	all, err := references(dataset)
	if err != nil {
		return nil, err
	}
	values := make([]Value, len(all))
	for i, r := range all {
		values[i] = r.Value
	}
	return values, nil
}

// Columns are the columns of a data set by their names.
func Columns(dataset string) (map[string][]string, error) {
	rows, err := read("data/" + dataset + ".csv")
	if err != nil {
		return nil, err
	}
	columns := make(map[string][]string)
	for j, name := range rows[0] {
		for _, r := range rows[1:] {
			columns[name] = append(columns[name], r[j])
		}
	}
	return columns, nil
}

// A reference is a value with the number of its digits after the point.
type reference struct {
	Value
	decimals int
}

func references(dataset string) ([]reference, error) {
	rows, err := read("data/" + dataset + ".reference.csv")
	if err != nil {
		return nil, err
	}
	all := make([]reference, 0, len(rows))
	for i, r := range rows[1:] {
		number := math.NaN()
		if r[6] != "NA" {
			if number, err = strconv.ParseFloat(r[6], 64); err != nil {
				return nil, fmt.Errorf("reference values of %s, line %d: not a number", dataset, i+2)
			}
		}
		_, fraction, _ := strings.Cut(r[6], ".")
		all = append(all, reference{Value{r[0], r[1], r[2], r[3], r[4], r[5], number}, len(fraction)})
	}
	return all, nil
}

// datasets are the names of all data sets that have reference values, sorted.
func datasets() ([]string, error) {
	names, err := fs.Glob(files, "data/*.reference.csv")
	for i, name := range names {
		names[i] = strings.TrimSuffix(path.Base(name), ".reference.csv")
	}
	return names, err
}

func read(name string) ([][]string, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return csv.NewReader(f).ReadAll()
}
