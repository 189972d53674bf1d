package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
)

// note is what we remember of an event; of one that does not concern us, only the id.
type note struct {
	ID       string `json:"id"`
	Holder   string `json:"holder,omitempty"`
	Target   string `json:"target,omitempty"`
	Polarity string `json:"polarity,omitempty"`
}

// memory is a file with one note per line, and the state computed from them.
type memory struct {
	file   *os.File
	writer *bufio.Writer
	ids    map[string]bool
	last   map[[2]string]string
}

func openMemory(path string) (*memory, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	m := &memory{file, bufio.NewWriter(file), map[string]bool{}, map[[2]string]string{}}
	decoder := json.NewDecoder(file)
	end := int64(0)
	for {
		var found note
		err := decoder.Decode(&found)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			break // a line cut off by a crash: its offset was not committed, so the event comes again
		}
		m.remember(found)
		end = decoder.InputOffset()
	}
	if err := file.Truncate(end); err != nil {
		return nil, err
	}
	if _, err = file.Seek(end, io.SeekStart); err != nil {
		return nil, err
	}
	_, err = m.writer.WriteString("\n")
	return m, err
}

func (m *memory) knows(id string) bool { return m.ids[id] }

func (m *memory) latest(holder, target string) string { return m.last[[2]string{holder, target}] }

func (m *memory) remember(n note) {
	m.ids[n.ID] = true
	if n.Polarity != "" {
		m.last[[2]string{n.Holder, n.Target}] = n.Polarity
	}
}

func (m *memory) add(n note) {
	m.remember(n)
	// A bufio.Writer keeps its error and returns it from Flush.
	_ = json.NewEncoder(m.writer).Encode(n)
}

// save returns when everything that was added is on disk.
func (m *memory) save() error {
	if err := m.writer.Flush(); err != nil {
		return err
	}
	return m.file.Sync()
}

func (m *memory) close() { _ = m.file.Close() }
