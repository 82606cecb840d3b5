package words

import (
	"go/scanner"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// families are texts whose codes the sources make of parts that are no beginning
// of a code: keys of a study file, columns of a name with a beginning or an end, and
// the texts of the data-entry workbook, which package codebook decodes.
var families = []string{"key.", "entry.", "summary.alive_of", "column.listing_", "column.limit_"}

// A text that no source asks for is one that stood before another took its place.
func TestEveryTextIsUsed(t *testing.T) {
	texts, err := Texts("en")
	if err != nil {
		t.Fatal(err)
	}
	said := literals(t, "../..")
	if len(said) < 2000 {
		t.Fatalf("only %d literals in the sources", len(said))
	}
	for code := range texts {
		if !isUsed(code, said) {
			t.Errorf("no source asks for the text %s", code)
		}
	}
}

func isUsed(code string, said map[string]bool) bool {
	for _, family := range families {
		if strings.HasPrefix(code, family) {
			return true
		}
	}
	if names := strings.Split(code, "."); names[0] == "column" && len(names) == 3 {
		return said[names[1]]
	}
	for i := 1; i < len(code); i++ {
		made := code[i-1] == '.' || code[i-1] == '_' || code[i] == '.' // "reason." + x, or a code with forms
		if made && strings.Contains(code[:i], ".") && said[code[:i]] {
			return true
		}
	}
	return said[code]
}

// literals are the strings of all sources but those of tests. The kind of a
// Word(column, kind, code) is one with a point behind it.
func literals(t *testing.T, root string) map[string]bool {
	t.Helper()
	said := make(map[string]bool)
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && slices.Contains([]string{".git", "testdata"}, entry.Name()) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		source, err := os.ReadFile(path)
		if err == nil {
			addLiterals(said, source)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return said
}

func addLiterals(said map[string]bool, source []byte) {
	files := token.NewFileSet()
	var s scanner.Scanner
	s.Init(files.AddFile("", files.Base(), len(source)), source, nil, 0)
	strings, isWord := 0, false
	for {
		_, is, text := s.Scan()
		switch is {
		case token.EOF:
			return
		case token.IDENT:
			strings, isWord = 0, text == "Word"
		case token.STRING:
			text, _ = strconv.Unquote(text)
			said[text] = true
			if strings++; isWord && strings == 2 {
				said[text+"."] = true
			}
		}
	}
}
