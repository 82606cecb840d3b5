package main

import (
	"bytes"
	"encoding/json"

	"github.com/spf13/cobra"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/reports/words"
)

// schemaFile stands beside a study file that init wrote; its first line names it, so
// that an editor finds it without a network.
const (
	schemaFile = "study.schema.json"
	schemaLine = "# yaml-language-server: $schema=" + schemaFile + "\n"
)

func (a *app) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "schema",
		Short:   "Print the JSON Schema of study files, by which an editor completes and checks keys",
		Example: "  graftstat schema > " + schemaFile,
		Args:    exactly(0, message.Of("no argument")),
		RunE: func(*cobra.Command, []string) error {
			text, err := studySchema()
			if err != nil {
				return err
			}
			_, err = a.stdout.Write(text)
			return err
		},
	}
}

// studySchema is the JSON Schema of study files with what the keys mean, in English.
func studySchema() ([]byte, error) {
	texts, err := words.Texts(words.English)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	err = e.Encode(plan.Schema(func(path string) string { return texts["key."+path] }))
	return b.Bytes(), err
}

// withSchema are the files of a new study with the schema beside the study file.
func withSchema(files []newStudyFile) ([]newStudyFile, error) {
	for i := range files {
		if files[i].name == studyName {
			files[i].content = append([]byte(schemaLine), files[i].content...)
		}
	}
	text, err := studySchema()
	return append(files, newStudyFile{schemaFile, text}), err
}
