package main

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const askedFile = `STT,Họ và tên,Mã BN,Giới,Ngày sinh,Chẩn đoán,Ngày ghép,Người cho,Nguồn tế bào,Mọc bạch cầu hạt,Ngày thải ghép,Ngày tử vong,Tái khám cuối,Ghi chú
1,Nguyễn Văn An,BN001,1,12/05/2016,Thalassemia thể nặng,05/03/2024,Anh chị em ruột,Tủy xương,17,chưa,,15/09/2026,nhà xa
2,Trần Thị Bình,BN002,2,03/11/2014,HbE/beta thalassemia,18/06/2024,Haplo,Máu ngoại vi,17,chưa,28/12/2024,28/12/2024,
3,Lê Minh Châu,BN003,1,25/08/2018,Thalassemia thể nặng,25/01/2025,Anh chị em ruột,Tủy xương,18,30/03/2025,,20/09/2026,thải ghép
`

// interrupt stands for Ctrl-C at the first question.
const interrupt = "interrupt"

// askOnATerminal runs init --ask with what is typed, and returns all that the terminal
// shows, what is logged and the study file, "" where none is written.
func askOnATerminal(t *testing.T, typed string, flags ...string) (shown, logged, study string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "ghep.csv"), []byte(askedFile), 0o600); err != nil {
		t.Fatal(err)
	}
	ours, theirs := terminal(t)
	defer ours.Close()
	var stderr bytes.Buffer
	command := exec.Command("graftstat", append([]string{"init", "s", "--from", "ghep.csv", "--ask"}, flags...)...)
	command.Dir, command.Stdin, command.Stdout, command.Stderr = dir, theirs, theirs, &stderr
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	text := make(chan string, 1)
	go func() {
		var all strings.Builder
		reader := bufio.NewReader(ours)
		for isTyped := false; ; {
			b, err := reader.ReadByte()
			if err != nil { // the terminal is closed
				break
			}
			all.WriteByte(b)
			if !isTyped && strings.HasSuffix(all.String(), "q = ") {
				isTyped = true
				if typed == interrupt {
					_ = command.Process.Signal(os.Interrupt)
					continue
				}
				_, _ = ours.WriteString(typed)
			}
		}
		text <- all.String()
	}()
	_ = command.Wait() // the status follows from what is written
	theirs.Close()
	content, _ := os.ReadFile(filepath.Join(dir, "s", "study.yaml"))
	return strings.ReplaceAll(<-text, "\r\n", "\n"), stderr.String(), string(content)
}

// A wrong key, a way back, an answer by number and enter for the rest: the file is
// written whole. The terminal shows cells; the log and the file have none.
func TestAskOnATerminal(t *testing.T) {
	shown, logged, study := askOnATerminal(t, "9\nb\n2\nb\n\n\n1\n2\n\n2026-10-31\n\n", "--language", "vi", "--log", "text")
	for _, want := range []string{"Câu 1 trên ", "hàng 2: 17\n", `"9" không phải là câu trả lời ở đây.`,
		"Đây là câu hỏi đầu tiên.", "không có thì không tính được: Mọc mảnh ghép", "(Enter = 2, b = quay lại",
		"Enter để ghi s/study.yaml", "0 điều cần kiểm tra, 0 điều còn nghi ngờ"} {
		if !strings.Contains(shown, want) {
			t.Errorf("the terminal does not show %q:\n%s", want, shown)
		}
	}
	for _, want := range []string{"as_of: 2026-10-31 ", `neutrophil_engraftment_day: "Mọc bạch cầu hạt"`, `male: ["1"]`,
		`female: ["2"]`, "theo câu trả lời khi lập tệp"} {
		if !strings.Contains(study, want) {
			t.Errorf("the study file has no %s:\n%s\n%s", want, study, shown)
		}
	}
	for _, cell := range []string{"Nguyễn", "BN001", "05/03/2024", "nhà xa"} {
		if strings.Contains(logged+study, cell) {
			t.Errorf("%s stands in the log or the file", cell)
		}
	}
}

// Whoever quits, at whatever question, leaves nothing behind.
func TestWhoQuitsWritesNothing(t *testing.T) {
	for _, typed := range []string{"q\n", "\nq\n", "\x04", interrupt, "\n\n\n\n\n\nq\n"} {
		if _, logged, study := askOnATerminal(t, typed); study != "" || !strings.Contains(logged, "graftstat: ") {
			t.Errorf("after %q: %s%s", typed, logged, study)
		}
	}
}

// Without a terminal nothing is asked and nothing is written.
func TestAskNeedsATerminal(t *testing.T) {
	var stdout, stderr bytes.Buffer
	status := run(t.Context(), []string{"init", t.TempDir() + "/s", "--from", "x.csv", "--ask"}, &stdout, &stderr)
	if status != exitUsage || !strings.Contains(stderr.String(), "--ask needs a terminal") {
		t.Errorf("status %d: %s", status, stderr.String())
	}
}
