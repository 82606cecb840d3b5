package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// table is a CSV file that is written as its rows are made.
type table struct {
	file   *os.File
	buffer *bufio.Writer
	csv    *csv.Writer
	lines  int // written so far, the header included
}

func createTable(path string, header ...string) (*table, error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	buffer := bufio.NewWriterSize(file, 1<<16)
	t := &table{file: file, buffer: buffer, csv: csv.NewWriter(buffer)}
	return t, t.write(header...)
}

func (t *table) write(cells ...string) error {
	t.lines++
	return t.csv.Write(cells)
}

func (t *table) close() error {
	t.csv.Flush()
	return errors.Join(t.csv.Error(), t.buffer.Flush(), t.file.Close())
}

// logs are the log files of a centre.
type logs struct{ counts, transfusions, titres, scores, typing, gvhd *table }

func createLogs(dir string) (*logs, error) {
	var l logs
	var err error
	for _, f := range []struct {
		table  **table
		name   string
		header []string
	}{
		{&l.counts, "counts.csv", []string{"case_id", "date", "test", "value"}},
		{&l.transfusions, "transfusions.csv", transfusionHeader()},
		{&l.titres, "titres.csv", []string{"case_id", "date", "antibody", "class", "titre", "infusion_ml"}},
		{&l.scores, "scores.csv", []string{"case_id", "date", "instrument", "score"}},
		{&l.typing, "typing.csv", typingHeader()},
		{&l.gvhd, "gvhd.csv", stagesHeader()},
	} {
		if *f.table, err = createTable(filepath.Join(dir, f.name), f.header...); err != nil {
			return nil, err
		}
	}
	return &l, nil
}

func transfusionHeader() []string {
	return []string{"case_id", "date", "product", "units", "indication", "abo", "volume_ml"}
}

func (l *logs) write(c *Case) error {
	date := func(d Day) string { return (c.Transplant + d).iso() }
	for _, v := range c.Counts {
		if err := l.counts.write(c.ID, date(v.Day), v.Test, number(v.Value)); err != nil {
			return err
		}
	}
	for _, v := range c.Titres {
		if err := l.titres.write(c.ID, date(v.Day), v.Antibody, v.Class, "1:"+strconv.Itoa(v.Titre),
			decimal(v.InfusionML)); err != nil {
			return err
		}
	}
	for _, v := range c.Scores {
		if err := l.scores.write(c.ID, date(v.Day), v.Instrument, number(v.Score)); err != nil {
			return err
		}
	}
	return errors.Join(writeTypings(l.typing, c, c.Typings), writeStages(l.gvhd, c, c.Stages),
		writeTransfusions(l.transfusions, c))
}

func writeTransfusions(t *table, c *Case) error {
	for _, v := range c.Transfusions {
		if err := t.write(c.ID, (c.Transplant + v.Day).iso(), v.Product, strconv.Itoa(v.Units),
			v.Indication, c.unitGroup(v), whole(v.VolumeML)); err != nil {
			return err
		}
	}
	return nil
}

func (l *logs) close() error {
	return errors.Join(l.counts.close(), l.transfusions.close(), l.titres.close(), l.scores.close(),
		l.typing.close(), l.gvhd.close())
}

// writeCentre makes a centre and writes it into dir; with faults, the faulty
// study beside it too.
func writeCentre(dir string, cases int, seed uint64, faults bool) error {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	made := newCentre(cases, seed)
	if err := writeStudy(filepath.Join(dir, "study.yaml"), study{Autografts: made.autografts > 0,
		Logs: true}); err != nil {
		return err
	}
	columns := caseColumns()
	rows, err := createTable(filepath.Join(dir, "cases.csv"), names(columns)...)
	if err != nil {
		return err
	}
	logs, err := createLogs(dir)
	if err != nil {
		return err
	}
	var faulty *faultyCentre
	if faults {
		if faulty, err = createFaulty(dir, columns, made.autografts); err != nil {
			return err
		}
	}
	err = made.each(func(c *Case) error {
		cells := cellsOf(columns, c)
		if faults {
			if err := faulty.write(c, cells); err != nil {
				return err
			}
		}
		return errors.Join(rows.write(cells...), logs.write(c))
	})
	err = errors.Join(err, rows.close(), logs.close())
	if faults {
		err = errors.Join(err, faulty.close())
	}
	if err != nil {
		return fmt.Errorf("write the centre into %s: %w", dir, err)
	}
	return nil
}

// writeRegistry makes the cases of a centre without their logs, and a study
// that reads no logs.
func writeRegistry(dir string, cases int, seed uint64) error {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	made := newCentre(cases, seed)
	if err := writeStudy(filepath.Join(dir, "study.yaml"), study{Autografts: made.autografts > 0}); err != nil {
		return err
	}
	columns := caseColumns()
	rows, err := createTable(filepath.Join(dir, "cases.csv"), names(columns)...)
	if err != nil {
		return err
	}
	err = made.each(func(c *Case) error { return rows.write(cellsOf(columns, c)...) })
	if err = errors.Join(err, rows.close()); err != nil {
		return fmt.Errorf("write the registry into %s: %w", dir, err)
	}
	return nil
}

func names(columns []column) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
	}
	return names
}

func cellsOf(columns []column, c *Case) []string {
	cells := make([]string, len(columns))
	for i, column := range columns {
		cells[i] = column.cell(c)
	}
	return cells
}
