package main

import (
	"strings"
	"testing"
)

func TestProgressIsSilentUntilItAppears(t *testing.T) {
	var shown strings.Builder
	p := &progress{terminal: &shown}
	p.begin("load")
	p.show("cases", 4096)
	if shown.Len() > 0 {
		t.Errorf("shown %q", shown.String())
	}
	p.appear()
	if text := shown.String(); !strings.Contains(text, "reading cases") || !strings.Contains(text, "4096") {
		t.Errorf("shown %q", text)
	}
	p.show("counts", 3)
	if text := shown.String(); !strings.Contains(text, "reading counts (3/") {
		t.Errorf("shown %q", text)
	}
	p.finish()
	before := shown.Len()
	p.show("cases", 8192) // of work that was left behind
	p.appear()
	p.finish()
	if shown.Len() != before {
		t.Errorf("after its end it shows %q", shown.String()[before:])
	}
}
