package main

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// The keys of check --format json, which programs read: none goes without a word.
func TestKeysOfTheFindings(t *testing.T) {
	want := strings.Fields(`as_of
		sources sources.role sources.file sources.rows sources.header_line sources.used sources.used.name
		sources.used.header sources.ignored sources.missing sources.missing.name sources.missing.named
		sources.missing.none sources.missing.not_collected sources.missing.costs sources.missing.costs.cohort
		sources.missing.costs.endpoints
		absent absent.cohort absent.name absent.reason absent.endpoints absent.none absent.not_collected absent.write
		issues issues.severity issues.code issues.file issues.line issues.column issues.case issues.args
		issues.what issues.next`)
	got := jsonKeys(reflect.TypeFor[findings](), "")
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("keys %q, want %q", got, want)
	}
}

// jsonKeys are the paths of a type's keys; what is embedded stands beside the others.
func jsonKeys(of reflect.Type, path string) []string {
	for of.Kind() == reflect.Slice {
		of = of.Elem()
	}
	if of.Kind() != reflect.Struct {
		return nil
	}
	var all []string
	for i := range of.NumField() {
		f := of.Field(i)
		if f.Anonymous {
			all = append(all, jsonKeys(f.Type, path)...)
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		all = append(append(all, path+name), jsonKeys(f.Type, path+name+".")...)
	}
	return all
}
