package codebook

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/goccy/go-yaml"

	"graftstat/templates"
)

// ErrLanguage is returned for a language without texts.
var ErrLanguage = errors.New("no codebook in this language")

// Languages are those in which there is one.
func Languages() []string { return []string{"en", "vi"} }

// texts are the words of a language.
type texts struct {
	Entry struct {
		Sheet, Group, Head, Note, Prompt, Refused, Guide map[string]string
	}
	Level map[string]map[string]string
}

func readTexts(language string) (*texts, error) {
	all := &texts{Level: map[string]map[string]string{}}
	for _, file := range []string{"entry", "codes", "scores"} {
		source, err := fs.ReadFile(templates.Texts, "text/"+language+"/"+file+".yaml")
		if err != nil {
			return nil, fmt.Errorf("%w: %s", ErrLanguage, language)
		}
		var one texts
		if err := yaml.Unmarshal(source, &one); err != nil {
			return nil, fmt.Errorf("%s.yaml: %w", file, err)
		}
		if file == "entry" {
			all.Entry = one.Entry
		}
		for column, words := range one.Level {
			all.Level[column] = words
		}
	}
	return all, nil
}
