package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"graftstat/analysis/message"
	"graftstat/analysis/registry"
	"graftstat/reports/words"
)

// languages of the console, the default first.
func consoleLanguages() []string { return []string{"en", "vi"} }

// speak sets the language in which the console is written to. One that --language
// asked for stays; else a study's first language is taken over that of the system.
func (a *app) speak(language string) {
	if a.languageAsked != "" {
		language = a.languageAsked
	}
	if catalogue, err := words.Catalogue(language); err == nil {
		a.language, a.catalogue = language, catalogue
		a.log.catalogue = catalogue
	}
}

// systemLanguage is the language that the environment asks for, as of POSIX: the
// first of LC_ALL, LC_MESSAGES and LANG that is set.
func systemLanguage(getenv func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := getenv(name); value != "" {
			for _, language := range consoleLanguages() {
				if value == language || strings.HasPrefix(value, language+"_") || strings.HasPrefix(value, language+".") {
					return language
				}
			}
			break
		}
	}
	return consoleLanguages()[0]
}

// say is a sentence in the language of the console.
func (a *app) say(form string, args ...any) string { return message.Of(form, args...).In(a.catalogue) }

// println prints a sentence on standard output, unless --quiet is given.
func (a *app) println(form string, args ...any) {
	if !a.quiet {
		fmt.Fprintln(a.stdout, a.say(form, args...))
	}
}

// languageOf reads --language from the arguments before cobra does, so that help and
// what is wrong with the command line are in that language too.
func languageOf(args []string) string {
	for i, arg := range args {
		switch value, ok := strings.CutPrefix(arg, "--language="); {
		case arg == "--":
			return ""
		case ok:
			return value
		case arg == "--language" && i+1 < len(args):
			return args[i+1]
		}
	}
	return ""
}

// severity is the word for a severity of issues.
func (a *app) severity(code string) string {
	if code == string(registry.Error) {
		return a.say("error")
	}
	return a.say("warning")
}

// checkLanguage refuses a language that the console does not know.
func (a *app) checkLanguage() error {
	if a.languageAsked == "" || slices.Contains(consoleLanguages(), a.languageAsked) {
		return nil
	}
	return usageError{message.Errorf("--language is %s", strings.Join(consoleLanguages(), ", "))}
}

// startSpeaking sets the language before anything is known of a study.
func (a *app) startSpeaking(args []string) {
	a.speak(systemLanguage(os.Getenv))
	if asked := languageOf(args); asked != "" {
		a.speak(asked)
	}
}
