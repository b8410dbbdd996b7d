// Package pointsbank is pointsbank for Go, over its library for C. Copy this folder into your module.
//
// Everything may be used by several goroutines. Close what you have opened.
package pointsbank

/*
#cgo LDFLAGS: -lpointsbank_c
#include <stdlib.h>
#include <pointsbank.h>
*/
import "C"

import (
	"runtime"
	"unsafe"
)

// Error is what the library says where something is wrong. Status is one of the constants below; Issues is a JSON array
// with an object for each mistake, with its place.
type Error struct {
	Status           int
	Message, Chinese string
	Issues           string
}

func (e *Error) Error() string { return e.Message }

const (
	Machine        = int(C.POINTSBANK_MACHINE)
	WrongInput     = int(C.POINTSBANK_WRONG_INPUT)
	Usage          = int(C.POINTSBANK_USAGE)
	Busy           = int(C.POINTSBANK_BUSY)
	UnknownOutcome = int(C.POINTSBANK_UNKNOWN_OUTCOME)
)

// Errors belong to a thread of the system: the goroutine stays on it until it has read its own.
func try(call func() C.pointsbank_status) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	status := call()
	if status == C.POINTSBANK_OK {
		return nil
	}
	return &Error{int(status), C.GoString(C.pointsbank_last_error(C.POINTSBANK_ENGLISH)),
		C.GoString(C.pointsbank_last_error(C.POINTSBANK_CHINESE)), C.GoString(C.pointsbank_last_issues_json())}
}

// The text that a call gives, as a string of Go's own.
func text(call func(out **C.pointsbank_text) C.pointsbank_status) (string, error) {
	var out *C.pointsbank_text
	if err := try(func() C.pointsbank_status { return call(&out) }); err != nil {
		return "", err
	}
	defer C.pointsbank_text_free(out)
	return string(unsafe.Slice((*byte)(unsafe.Pointer(C.pointsbank_text_data(out))), C.pointsbank_text_size(out))), nil
}

// Document is a rule list or table: its name is for messages, and says that it is JSON Lines where it ends in .jsonl.
type Document struct {
	Name string
	Text string
}

// Documents in memory of C, and how that is freed.
func sources(documents []Document) (*C.pointsbank_source, func()) {
	if len(documents) == 0 {
		return nil, func() {}
	}
	memory := C.calloc(C.size_t(len(documents)), C.sizeof_pointsbank_source)
	all := unsafe.Slice((*C.pointsbank_source)(memory), len(documents))
	for i, one := range documents {
		all[i] = C.pointsbank_source{C.CString(one.Name), C.CString(one.Text), C.size_t(len(one.Text))}
	}
	return &all[0], func() {
		for _, one := range all {
			C.free(unsafe.Pointer(one.name))
			C.free(unsafe.Pointer(one.data))
		}
		C.free(memory)
	}
}

// A string of C, and how it is freed; NULL where it is empty.
func word(given string) (*C.char, func()) {
	if given == "" {
		return nil, func() {}
	}
	made := C.CString(given)
	return made, func() { C.free(unsafe.Pointer(made)) }
}

// Rules is a rule book, checked and compiled.
type Rules struct{ handle *C.pointsbank_rules }

// NewRules compiles the book that the lists form.
func NewRules(lists ...Document) (*Rules, error) {
	given, free := sources(lists)
	defer free()
	rules := &Rules{}
	return rules, try(func() C.pointsbank_status {
		return C.pointsbank_rules_from_texts(given, C.size_t(len(lists)), &rules.handle)
	})
}

func (r *Rules) Close() error {
	return try(func() C.pointsbank_status { return C.pointsbank_rules_free(r.handle) })
}

// Village is what is evaluated: tables, and which may be missing (members, entries).
type Village struct {
	Roster, Events   Document
	Members, Entries *Document
	Through, AsOf    string
}

// Evaluation is what an evaluation came to.
type Evaluation struct{ handle *C.pointsbank_evaluation }

// Evaluate evaluates a village by the rules; all tables are made.
func (r *Rules) Evaluate(village Village) (*Evaluation, error) {
	var roster *C.pointsbank_roster
	var members *C.pointsbank_members
	var events *C.pointsbank_events
	var entries *C.pointsbank_entries
	defer func() {
		C.pointsbank_roster_free(roster)
		C.pointsbank_members_free(members)
		C.pointsbank_events_free(events)
		C.pointsbank_entries_free(entries)
	}()
	read := func(document *Document, from func(*C.pointsbank_source) C.pointsbank_status) error {
		if document == nil {
			return nil
		}
		given, free := sources([]Document{*document})
		defer free()
		return try(func() C.pointsbank_status { return from(given) })
	}
	if err := read(&village.Roster, func(table *C.pointsbank_source) C.pointsbank_status {
		return C.pointsbank_roster_from_text(r.handle, table, nil, &roster)
	}); err != nil {
		return nil, err
	}
	if err := read(&village.Events, func(table *C.pointsbank_source) C.pointsbank_status {
		return C.pointsbank_events_from_text(r.handle, table, nil, &events)
	}); err != nil {
		return nil, err
	}
	if err := read(village.Members, func(table *C.pointsbank_source) C.pointsbank_status {
		return C.pointsbank_members_from_text(r.handle, table, nil, &members)
	}); err != nil {
		return nil, err
	}
	if err := read(village.Entries, func(table *C.pointsbank_source) C.pointsbank_status {
		return C.pointsbank_entries_from_text(r.handle, roster, table, nil, &entries)
	}); err != nil {
		return nil, err
	}
	through, freeThrough := word(village.Through)
	defer freeThrough()
	asOf, freeAsOf := word(village.AsOf)
	defer freeAsOf()
	options := (*C.pointsbank_evaluate_options)(C.calloc(1, C.sizeof_pointsbank_evaluate_options))
	defer C.free(unsafe.Pointer(options))
	options.struct_size = C.sizeof_pointsbank_evaluate_options
	options.through, options.as_of = through, asOf
	options.members, options.entries = members, entries
	options.postings, options.outcomes, options.closings = 1, 1, 1
	evaluation := &Evaluation{}
	return evaluation, try(func() C.pointsbank_status {
		return C.pointsbank_evaluate(r.handle, roster, events, options, &evaluation.handle)
	})
}

// CSV is one of the tables balances, postings, outcomes, rankings, ratings, dividends, benefits.
func (e *Evaluation) CSV(table string) (string, error) {
	name, free := word(table)
	defer free()
	return text(func(out **C.pointsbank_text) C.pointsbank_status {
		return C.pointsbank_evaluation_csv(e.handle, name, out)
	})
}

func (e *Evaluation) Close() error {
	return try(func() C.pointsbank_status { return C.pointsbank_evaluation_free(e.handle) })
}

// Bank is a bank's file, open.
type Bank struct{ handle *C.pointsbank_bank }

// CreateBank makes a new file; at is the moment, like 2026-03-01T09:00:00+08:00.
func CreateBank(file, id, by, at string) (*Bank, error) {
	var words [4]*C.char
	for i, one := range []string{file, id, by, at} {
		made, free := word(one)
		defer free()
		words[i] = made
	}
	bank := &Bank{}
	return bank, try(func() C.pointsbank_status {
		return C.pointsbank_bank_create(words[0], words[1], words[2], words[3], nil, &bank.handle)
	})
}

func OpenBank(file string) (*Bank, error) {
	name, free := word(file)
	defer free()
	bank := &Bank{}
	return bank, try(func() C.pointsbank_status { return C.pointsbank_bank_open(name, nil, &bank.handle) })
}

// Execute carries out a command (JSON) with the files that it names, and gives its answer (JSON). A refusal is an answer.
func (b *Bank) Execute(command string, files ...Document) (string, error) {
	given, free := sources(files)
	defer free()
	json, freeJSON := word(command)
	defer freeJSON()
	return text(func(out **C.pointsbank_text) C.pointsbank_status {
		return C.pointsbank_bank_execute_with_files(b.handle, json, C.size_t(len(command)), given, C.size_t(len(files)), out)
	})
}

// ExecuteMany carries out a JSON array of commands with one sync.
func (b *Bank) ExecuteMany(commands string) (string, error) {
	json, free := word(commands)
	defer free()
	return text(func(out **C.pointsbank_text) C.pointsbank_status {
		return C.pointsbank_bank_execute_many(b.handle, json, C.size_t(len(commands)), out)
	})
}

// Ask answers a question (JSON) with a document (JSON), or with text for people where it says "lang".
func (b *Bank) Ask(question string) (string, error) {
	json, free := word(question)
	defer free()
	return text(func(out **C.pointsbank_text) C.pointsbank_status {
		return C.pointsbank_bank_ask(b.handle, json, C.size_t(len(question)), out)
	})
}

func (b *Bank) Close() error {
	return try(func() C.pointsbank_status { return C.pointsbank_bank_close(b.handle) })
}

// OpenHandles says how much is open: what a test compares before and after.
func OpenHandles() int { return int(C.pointsbank_open_handles()) }
