package words

import (
	"fmt"
	"io/fs"
	"sync"

	"graftstat/templates"
)

// The texts are part of the program, and to read them takes longer than most of what
// is written in them: each language is read once.
var (
	readEnglish    = sync.OnceValues(func() (map[string]string, error) { return readFiles(English) })
	readVietnamese = sync.OnceValues(func() (map[string]string, error) { return readFiles("vi") })
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

func readFiles(language string) (map[string]string, error) {
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
		if err := parse(texts, string(source)); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return texts, nil
}
