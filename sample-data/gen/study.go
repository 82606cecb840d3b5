package main

import (
	_ "embed"
	"errors"
	"os"
	"text/template"
)

//go:embed study.yaml.tmpl
var studyTemplate string

// study says which study file is written.
type study struct {
	Autografts bool // there are any
	Faulty     bool
	Logs       bool
}

func writeStudy(path string, s study) error {
	form, err := template.New("study.yaml").Parse(studyTemplate)
	if err != nil {
		return err
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(form.Execute(file, s), file.Close())
}
