// Command alerts prints an alert when somebody turns against an entity that you follow.
//
//	go run . iso3166:PE name:person:anna-kolb medtop:20000785
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/twmb/franz-go/pkg/kgo"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: alerts ENTITY_ID…")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

// run follows the topic until the context ends. Every event is saved to disk before its offset is
// committed, so a repeated delivery is recognised by its id.
func run(ctx context.Context, entities []string) error {
	memory, err := openMemory(setting("DATABASE", "alerts.jsonl"))
	if err != nil {
		return err
	}
	defer memory.close()
	client, err := kgo.NewClient(
		kgo.SeedBrokers(strings.Split(setting("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092"), ",")...),
		kgo.ConsumerGroup(setting("GROUP", "stance-alerts")),
		kgo.ConsumeTopics(setting("TOPIC", "news.stances.v1")),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.FetchIsolationLevel(kgo.ReadCommitted()),
		kgo.DisableAutoCommit(),
		kgo.BlockRebalanceOnPoll(), // no partition goes to another member between work and commit
	)
	if err != nil {
		return err
	}
	defer client.CloseAllowingRebalance()
	followed := map[string]bool{}
	for _, entity := range entities {
		followed[entity] = true
	}
	for {
		fetches := client.PollFetches(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err := fetches.Err(); err != nil {
			return err
		}
		fetches.EachRecord(func(record *kgo.Record) { take(record, followed, memory) })
		if err := memory.save(); err != nil {
			return err
		}
		if err := client.CommitUncommittedOffsets(context.WithoutCancel(ctx)); err != nil {
			return err
		}
		client.AllowRebalance()
	}
}

func take(record *kgo.Record, followed map[string]bool, memory *memory) {
	event, err := read(record)
	if err != nil {
		// Not an event that we can read: skip it, since waiting would not help.
		fmt.Println("set aside", record.Topic, record.Partition, record.Offset, err)
		return
	}
	if memory.knows(event.id) {
		return
	}
	stance := event.Stance
	note := note{ID: event.id}
	if followed[stance.Target.ID] && stance.Holder.Kind == "entity" {
		note.Holder, note.Target, note.Polarity = stance.Holder.ID, stance.Target.ID, stance.Polarity
		before := memory.latest(note.Holder, note.Target)
		if stance.Polarity == "against" && before != "against" {
			how := "turned"
			if before == "" {
				how = "is"
			}
			fmt.Printf("%s %s against %s: “%s” (%s)\n",
				stance.Holder.Name, how, stance.Target.Name, stance.quote(), event.Article.Title)
		}
	}
	memory.add(note)
}

func setting(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}
