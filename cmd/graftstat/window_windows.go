package main

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// ownsWindow reports whether the console holds this program alone, as after a
// double-click: started from a shell, the shell is in it too.
func ownsWindow() bool {
	list := windows.NewLazySystemDLL("kernel32.dll").NewProc("GetConsoleProcessList")
	if list.Find() != nil {
		return false
	}
	var processes [2]uint32
	n, _, _ := list.Call(uintptr(unsafe.Pointer(&processes[0])), uintptr(len(processes)))
	return n == 1
}
