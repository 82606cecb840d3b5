package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A panic in a goroutine that does not recover ends the program at once, with
// the values of its variables on standard error. Every goroutine of ours must
// recover, or do nothing but wait on channels.
func TestEveryGoroutineRecovers(t *testing.T) {
	waiting := []string{"cmd/graftstat/exit.go", "analysis/parallel.go"}
	recovering := 0
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		ast.Inspect(file, func(n ast.Node) bool {
			started := startedGoroutine(n)
			switch {
			case started == nil:
			case recovers(started):
				recovering++
			case !slices.Contains(waiting, filepath.ToSlash(name)):
				t.Errorf("%s: a goroutine does not recover from a panic", name)
			}
			return true
		})
		return err
	})
	if err != nil || recovering == 0 {
		t.Errorf("%d goroutines recover, error %v", recovering, err)
	}
}

// startedGoroutine is what a go statement, WaitGroup.Go or time.AfterFunc starts.
func startedGoroutine(n ast.Node) ast.Node {
	switch n := n.(type) {
	case *ast.GoStmt:
		return n.Call
	case *ast.CallExpr:
		if called, ok := n.Fun.(*ast.SelectorExpr); ok && called.Sel.Name == "Go" {
			return n
		}
	}
	return nil
}

func recovers(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if name, ok := n.(*ast.Ident); ok && name.Name == "recover" {
			found = true
		}
		return true
	})
	return found
}
