package table

import (
	"strings"
	"testing"
)

// A single stray byte does not turn a UTF-8 file into another code page.
func TestSniffCharset(t *testing.T) {
	long := strings.Repeat("a", sniffedBytes-1) + "ế" // cut by the window
	for _, c := range []struct {
		name, bytes string
		want        charset
		certain     bool
	}{
		{"ASCII", "case_id", utf8Charset, true},
		{"nothing", "", utf8Charset, true},
		{"UTF-8 with a stray byte", "ghép tủy \xff đồng loài", utf8Charset, true},
		{"UTF-8 cut in a letter", long[:sniffedBytes], utf8Charset, true},
		{"Windows-1258", "gh\xe9p t\xfa", windows1258, false},
	} {
		got, certain := sniffCharset([]byte(c.bytes))
		if got != c.want || certain != c.certain {
			t.Errorf("%s: %s, %v; want %s, %v", c.name, got, certain, c.want, c.certain)
		}
	}
}
