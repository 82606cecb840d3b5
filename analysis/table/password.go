package table

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/richardlehane/mscfb"
	"github.com/xuri/excelize/v2"

	"graftstat/analysis/message"
)

const (
	// largestProtected is the size of a workbook that a password protects: it is in
	// memory as it is, encrypted and decrypted.
	largestProtected = 64 << 20
	// mostRounds is how often a password may be hashed; spreadsheet programs do it
	// 50,000 to 100,000 times.
	mostRounds = 500_000
	// mostPasswords are tried, as each takes its rounds.
	mostPasswords        = 10
	largestPasswordFile  = 4 << 10
	encryptionStream     = "EncryptionInfo"
	encryptedStream      = "EncryptedPackage"
	agileMajor           = 4
	agileMinor           = 4
	standardMinor        = 2
	encryptionHeaderSize = 8
)

// ReadPasswords are the lines of a file of passwords, of which the blank ones are
// none, and whether others than its owner may read it (never on Windows). An Error
// prints none of them.
func ReadPasswords(dir, file string) (passwords []string, open bool, err error) {
	path := file
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	f, err := openFile(path, file)
	var fault *Error
	if errors.As(err, &fault) {
		fault.Next = message.Of("check data: password_file: in the study file; it is relative to the study file")
	}
	if err != nil {
		return nil, false, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, false, fileError(file, err)
	}
	content, err := io.ReadAll(io.LimitReader(f, largestPasswordFile+1))
	if err != nil {
		return nil, false, fileError(file, err)
	}
	for line := range strings.Lines(strings.TrimPrefix(string(content), utf8Mark)) {
		if line = strings.TrimRight(line, "\r\n"); strings.TrimSpace(line) != "" {
			passwords = append(passwords, line)
		}
	}
	if len(content) > largestPasswordFile || len(passwords) > mostPasswords || len(passwords) == 0 {
		return nil, false, &Error{File: file, Message: message.Of("the file of passwords has none, or more than %d",
			mostPasswords), Next: message.Of("write each password on a line of its own, and nothing else")}
	}
	return passwords, othersMayRead(info), nil
}

// unprotected is the content of a workbook that one of the passwords opens.
func unprotected(f *os.File, file string, size int64, passwords []string) ([]byte, error) {
	switch {
	case size > largestProtected:
		return nil, &Error{File: file, Message: message.Of(
			"the workbook is protected by a password and larger than %d MB", largestProtected>>20),
			Next: message.Of("save it without a password, or its sheet as CSV")}
	case len(passwords) == 0:
		return nil, &Error{File: file, Message: message.Of(
			"the workbook is protected by a password, and none is given"),
			Next: message.Of("give it to the run as GRAFTSTAT_PASSWORD in the environment, or write " +
				"data: {password_file: FILE} in the study file")}
	}
	raw := make([]byte, size)
	if _, err := f.ReadAt(raw, 0); err != nil {
		return nil, fileError(file, err)
	}
	if err := guarded(func() error { return checkEncryption(raw) }); err != nil {
		return nil, &Error{File: file, Message: message.Of("the workbook is protected in a way that is not read"),
			Next: message.Of("open it in the spreadsheet program and save it as .xlsx with a password of its own, " +
				"or without one"), Err: err}
	}
	for _, password := range passwords {
		var content []byte
		err := guarded(func() (err error) {
			content, err = excelize.Decrypt(raw, &excelize.Options{Password: password})
			return err
		})
		if err == nil && bytes.HasPrefix(content, []byte("PK\x03\x04")) {
			return content, nil
		}
	}
	return nil, &Error{File: file, Message: message.Of(
		"the workbook is protected by a password that is none of those given"),
		Next: message.Of("correct GRAFTSTAT_PASSWORD or the file of data: password_file:; if the password is right, " +
			"the workbook is damaged: save it again")}
}

var errEncryption = message.New("the encryption is of no known form")

// checkEncryption refuses what would take the time or the memory of the machine, before
// any password is tried.
func checkEncryption(raw []byte) error {
	streams, err := mscfb.New(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	for _, stream := range streams.File {
		if stream.Name != encryptionStream {
			continue
		}
		if stream.Size < encryptionHeaderSize || stream.Size > largestTag {
			return errEncryption
		}
		info := make([]byte, stream.Size)
		if _, err := io.ReadFull(stream, info); err != nil {
			return err
		}
		major, minor := binary.LittleEndian.Uint16(info), binary.LittleEndian.Uint16(info[2:])
		switch {
		case major == agileMajor && minor == agileMinor:
			return checkRounds(info[encryptionHeaderSize:])
		case minor == standardMinor: // its number of rounds is fixed
			return nil
		}
	}
	return errEncryption
}

// checkRounds reads how often each password would be hashed.
func checkRounds(description []byte) error {
	var e excelize.Encryption
	if err := xml.Unmarshal(description, &e); err != nil {
		return err
	}
	for _, key := range e.KeyEncryptors.KeyEncryptor {
		if n := key.EncryptedKey.SpinCount; n < 0 || n > mostRounds {
			return message.Errorf("%d rounds of hashing, more than %d: %w", n, mostRounds, errEncryption)
		}
	}
	return nil
}

// guarded makes an error of what a library panics with on a file made to break it. The
// value is not kept: it may hold a piece of the file.
func guarded(do func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = errBroken
		}
	}()
	return do()
}

var errBroken = message.New("the file is broken inside")
