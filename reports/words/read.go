package words

import (
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"graftstat/templates"
)

// The texts are part of the program, and to read them takes longer than most of what
// is written in them: each language is read once.
var (
	readEnglish    = sync.OnceValues(func() (map[string]string, error) { return parse(English) })
	readVietnamese = sync.OnceValues(func() (map[string]string, error) { return parse("vi") })
)

// read are the texts of a language, which nobody may change.
func read(language string) (map[string]string, error) {
	switch language {
	case English:
		return readEnglish()
	case "vi":
		return readVietnamese()
	}
	return nil, fmt.Errorf("%w: %s", ErrLanguage, language)
}

func parse(language string) (map[string]string, error) {
	names, err := fs.Glob(templates.Texts, "text/"+language+"/*.yaml")
	if err != nil {
		return nil, err
	}
	texts := make(map[string]string)
	for _, name := range names {
		source, err := fs.ReadFile(templates.Texts, name)
		if err != nil {
			return nil, err
		}
		var tree map[string]any
		if err := yaml.Unmarshal(source, &tree); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if err := flatten(texts, "", tree); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return texts, nil
}

func flatten(texts map[string]string, prefix string, tree map[string]any) error {
	for key, value := range tree {
		code := prefix + key
		switch v := value.(type) {
		case map[string]any:
			if err := flatten(texts, code+".", v); err != nil {
				return err
			}
		case string:
			if _, twice := texts[code]; twice {
				return fmt.Errorf("text %s stands twice", code)
			}
			texts[code] = strings.Trim(v, " \n")
		default:
			return fmt.Errorf("text %s is no string", code)
		}
	}
	return nil
}
