package schedule

import (
	"bytes"
	"strings"
	"text/template"

	"golang.org/x/text/encoding/unicode"

	"graftstat/templates"
)

// Files are the files of a job by name: those that its system can use, and README.md
// in a language, en or vi.
func Files(j Job, language string) (map[string][]byte, error) {
	if err := j.check(); err != nil {
		return nil, err
	}
	all, err := template.New("").Funcs(template.FuncMap{"unit": unit, "argument": argument, "shell": shell,
		"cron": cron, "xml": escapedXML}).ParseFS(templates.Schedule, "schedule/*")
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, name := range names(j) {
		source := name
		if name == readme {
			source = "README." + language + ".md"
		}
		var b bytes.Buffer
		if err := all.ExecuteTemplate(&b, source, j); err != nil {
			return nil, err
		}
		if files[name], err = encoded(name, b.Bytes()); err != nil {
			return nil, err
		}
	}
	return files, nil
}

const readme = "README.md"

func names(j Job) []string {
	switch {
	case j.System == "windows":
		return []string{"graftstat.xml", readme}
	case j.System != "linux":
		return []string{"graftstat.cron", readme}
	case j.Mail == "":
		return []string{"graftstat.service", "graftstat.timer", "graftstat.cron", readme}
	}
	return []string{"graftstat.service", "graftstat.timer", "graftstat-failed@.service", "graftstat.cron", readme}
}

// encoded is a file in the form that its reader takes: the task scheduler takes
// UTF-16 only.
func encoded(name string, text []byte) ([]byte, error) {
	if !strings.HasSuffix(name, ".xml") {
		return text, nil
	}
	text = bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
	return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(text)
}
