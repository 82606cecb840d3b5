package table

import (
	"bytes"
	"graftstat/analysis/message"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// A charset is how the letters of a file are written.
type charset string

const (
	utf8Charset   charset = "utf-8"
	utf16LE       charset = "utf-16le"
	utf16BE       charset = "utf-16be"
	utf16Declared charset = "utf-16" // either: the mark or the zero bytes tell which
	windows1258   charset = "windows-1258"
	windows1252   charset = "windows-1252" // as Excel in English or French saves; only where it is declared
	noCharset     charset = ""
)

// utf8Mark is the byte order mark that Excel writes before UTF-8.
const utf8Mark = "\xEF\xBB\xBF"

const (
	sniffedBytes  = 1 << 16 // of the beginning of a file
	zeroBytesSeen = 400     // of it, for UTF-16 without a mark
	minZeroShare  = 8       // in UTF-16 of Latin letters more than one byte in eight is zero
)

// markOf is the charset that a byte order mark makes certain.
func markOf(head []byte) charset {
	switch {
	case bytes.HasPrefix(head, []byte(utf8Mark)):
		return utf8Charset
	case bytes.HasPrefix(head, []byte("\xFF\xFE")):
		return utf16LE
	case bytes.HasPrefix(head, []byte("\xFE\xFF")):
		return utf16BE
	}
	return noCharset
}

// sniffCharset judges the beginning of a file: by its byte order mark, else by
// zero bytes at one parity (UTF-16), else by whether its bytes beyond ASCII are
// UTF-8. Bytes of which most are not leave Windows-1258, which is assumed, not
// certain: no byte of it tells it from other code pages. A few stray bytes among
// good UTF-8 leave it UTF-8.
func sniffCharset(head []byte) (c charset, certain bool) {
	if c := markOf(head); c != noCharset {
		return c, true
	}
	if c := zeroParity(head); c != noCharset {
		return c, true
	}
	good, bad := 0, 0
	for i := 0; i < len(head); {
		r, size := utf8.DecodeRune(head[i:])
		switch {
		case r == utf8.RuneError && size <= 1 && !utf8.FullRune(head[i:]):
			// a letter that the window cut
		case r == utf8.RuneError && size <= 1:
			bad++
		case size > 1:
			good++
		}
		i += size
	}
	if bad > good {
		return windows1258, false
	}
	return utf8Charset, true
}

// zeroParity tells UTF-16 without a mark by where its zero bytes stand.
func zeroParity(head []byte) charset {
	n := min(len(head), zeroBytesSeen) / 2 * 2
	var zeros [2]int
	for i, b := range head[:n] {
		if b == 0 {
			zeros[i%2]++
		}
	}
	switch {
	case zeros[1] > n/minZeroShare && zeros[0] == 0:
		return utf16LE
	case zeros[0] > n/minZeroShare && zeros[1] == 0:
		return utf16BE
	}
	return noCharset
}

// decoder reads a charset other than UTF-8 as UTF-8 without a mark. Bytes that are
// no letter become U+FFFD. The letters of Windows-1258 come out with combining
// marks: clean composes them.
func (c charset) decoder() *encoding.Decoder {
	switch c {
	case utf16LE:
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
	case utf16BE:
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder()
	}
	if c == windows1252 {
		return charmap.Windows1252.NewDecoder()
	}
	return charmap.Windows1258.NewDecoder()
}

// chooseCharset takes the declared charset, or sniffs where none is declared.
// A declared one that the file's own mark denies is an Error.
func chooseCharset(file, declared string, head []byte) (c charset, certain bool, err error) {
	if declared == "" || declared == "auto" {
		c, certain = sniffCharset(head)
		return c, certain, nil
	}
	c = charset(declared)
	mark := markOf(head)
	if c == utf16Declared {
		c, _ = sniffCharset(head)
		if c != utf16BE {
			c = utf16LE
		}
	}
	if mark != noCharset && mark != c {
		return "", false, &Error{
			File: file, Message: message.Of("the study file declares encoding %s, but the file begins with the "+
				"mark of %s", declared, string(mark)),
			Next: message.Of("write encoding: auto under data: in the study file"),
		}
	}
	return c, true, nil
}
