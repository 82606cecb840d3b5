package words

import (
	"fmt"

	"graftstat/analysis/message"
	"graftstat/templates"
)

// English is the language of the source: its sentences need no catalogue.
const English = "en"

// Catalogue has the sentences of the console in a language. A sentence that it has
// not is said in English; a test holds that there is none.
func Catalogue(language string) (message.Catalogue, error) {
	if language == English {
		return message.English, nil
	}
	forms, err := Messages(language)
	if err != nil {
		return nil, err
	}
	return func(form string) string {
		if said, ok := forms[form]; ok {
			return said
		}
		return form
	}, nil
}

// Messages are the sentences of the console in a language by their English form.
func Messages(language string) (map[string]string, error) {
	source, err := templates.Messages.ReadFile("messages/" + language + ".yaml")
	if err != nil {
		return nil, fmt.Errorf("%w: %s", ErrLanguage, language)
	}
	forms := make(map[string]string)
	if err := parse(forms, string(source)); err != nil {
		return nil, fmt.Errorf("messages in %s: %w", language, err)
	}
	return forms, nil
}
