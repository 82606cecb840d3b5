package words

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// A sourceForm is a sentence of the console as the source has it.
type sourceForm struct {
	form string
	at   token.Position
}

// formOf are the calls that take a form, by their name, and which argument it is.
// Those of a package alone are named under its folder.
var formOf = map[string]map[string]int{
	"":                 {"message.Of": 0, "message.New": 0, "message.Errorf": 0},
	"analysis/message": {"Of": 0, "New": 0, "Errorf": 0},
	"analysis/plan":    {"say": 0, "add": 2, "fault": 2},
	"cmd/graftstat": {"say": 0, "println": 0, "hint": 0, "StringVar": 3, "BoolVar": 3, "StringSliceVar": 3,
		"StringArrayVar": 3, "BoolP": 3, "IntVar": 3, "DurationVar": 3},
}

// notLiteral are the calls whose form is handed on from a call that this test has
// seen, by file and line's function.
var notLiteral = map[string]string{
	"analysis/message/error.go Errorf": "hands on its own form",
	"analysis/plan/faults.go say":      "hands on its own form",
	"analysis/plan/faults.go fault":    "hands on its own form",
	"analysis/plan/check.go add":       "hands on its own form",
	"analysis/message/error.go New":    "hands on its own form",
	"cmd/graftstat/say.go say":         "hands on its own form",
	"cmd/graftstat/say.go println":     "hands on its own form",
	"cmd/graftstat/log.go hint":        "hands on its own form",
}

// sourceForms are all sentences of the console in the source below the folder.
func sourceForms(t *testing.T, root string) []sourceForm {
	t.Helper()
	var found []sourceForm
	eachFile(t, root, func(name string, file *ast.File, files *token.FileSet) {
		for _, declared := range file.Decls {
			r := formReader{t: t, files: files, folder: path.Dir(name), name: path.Base(name)}
			if f, ok := declared.(*ast.FuncDecl); ok {
				r.function = f.Name.Name
			}
			ast.Inspect(declared, r.visit)
			found = append(found, r.found...)
		}
	})
	return found
}

// eachFile parses each file of the source below a folder, tests left out. It is named
// with slashes from the folder.
func eachFile(t *testing.T, root string, visit func(name string, file *ast.File, files *token.FileSet)) {
	t.Helper()
	files := token.NewFileSet()
	err := filepath.WalkDir(root, func(at string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(at, ".go") || strings.HasSuffix(at, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(files, at, nil, 0)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, at)
		visit(filepath.ToSlash(name), file, files)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

type formReader struct {
	t                      *testing.T
	files                  *token.FileSet
	folder, name, function string
	found                  []sourceForm
}

func (r *formReader) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		if i, ok := r.formArgument(n); ok && i < len(n.Args) {
			r.keep(n.Args[i])
		}
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok && r.folder == "cmd/graftstat" && (key.Name == "Short" || key.Name == "Long") {
			r.keep(n.Value)
		}
	}
	return true
}

func (r *formReader) formArgument(call *ast.CallExpr) (int, bool) {
	full := nameOf(call.Fun)
	if i, ok := formOf[""][full]; ok {
		return i, true
	}
	i, ok := formOf[r.folder][full[strings.LastIndexByte(full, '.')+1:]]
	return i, ok
}

// nameOf is the name of what is called: message.Of, a.say, or .Errorf of something
// that has no name.
func nameOf(f ast.Expr) string {
	switch f := f.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if of, ok := f.X.(*ast.Ident); ok {
			return of.Name + "." + f.Sel.Name
		}
		return "." + f.Sel.Name
	}
	return ""
}

func (r *formReader) keep(e ast.Expr) {
	form, err := literal(e)
	if err != nil {
		if _, ok := notLiteral[r.folder+"/"+r.name+" "+r.function]; !ok {
			r.t.Errorf("%s: %v", r.files.Position(e.Pos()), err)
		}
		return
	}
	r.found = append(r.found, sourceForm{strings.ReplaceAll(form, "%w", "%s"), r.files.Position(e.Pos())})
}

// literal is the text of a string literal, or of several that are joined by +.
func literal(e ast.Expr) (string, error) {
	switch e := e.(type) {
	case *ast.BasicLit:
		return strconv.Unquote(e.Value)
	case *ast.BinaryExpr:
		x, err := literal(e.X)
		if err != nil {
			return "", err
		}
		y, err := literal(e.Y)
		return x + y, err
	}
	return "", fmt.Errorf("the form of a sentence is no literal; write it where it is said")
}
