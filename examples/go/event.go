package main

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/twmb/franz-go/pkg/kgo"
)

// event has the fields that we need of an event on news.stances.v1. Other fields are ignored, also
// those of later minor versions.
type event struct {
	id      string
	Article struct {
		Title string `json:"title"`
	} `json:"article"`
	Stance *stance `json:"stance"`
}

type stance struct {
	Holder struct {
		Kind string `json:"kind"`
		ID   string `json:"id"`
		Name string `json:"name"`
	} `json:"holder"`
	Target struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	} `json:"target"`
	Polarity string `json:"polarity"`
	Evidence []struct {
		Text string `json:"text"`
	} `json:"evidence"`
}

func read(record *kgo.Record) (event, error) {
	var found event
	for _, header := range record.Headers {
		if header.Key == "ce_id" {
			found.id = string(header.Value)
		}
	}
	if found.id == "" {
		return found, errors.New("no header ce_id")
	}
	if err := json.Unmarshal(record.Value, &found); err != nil {
		return found, err
	}
	if found.Stance == nil {
		return found, errors.New("no stance")
	}
	return found, nil
}

func (s *stance) quote() string {
	var texts []string
	for _, span := range s.Evidence {
		texts = append(texts, span.Text)
	}
	return strings.Join(texts, " … ")
}
