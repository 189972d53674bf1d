package example;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Prints an alert when somebody turns against an entity that you follow; takes entity ids. */
public final class Alerts {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final Set<String> followed;
  private final Memory memory;

  private Alerts(Set<String> followed, Memory memory) {
    this.followed = followed;
    this.memory = memory;
  }

  public static void main(String[] entities) throws IOException {
    if (entities.length == 0) {
      System.err.println("usage: Alerts ENTITY_ID…");
      System.exit(2);
    }
    var stopped = new CountDownLatch(1);
    try (var memory = new Memory(Path.of(setting("DATABASE", "alerts.tsv")));
        var consumer = new KafkaConsumer<byte[], byte[]>(configuration())) {
      // The JVM exits when its shutdown hooks end: this one waits until the offsets are committed.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(consumer, stopped)));
      consumer.subscribe(List.of(setting("TOPIC", "news.stances.v1")));
      new Alerts(Set.of(entities), memory).follow(consumer);
    } catch (WakeupException stop) {
      // Asked to stop: what was polled last is not committed and comes again.
    } finally {
      stopped.countDown();
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) throws IOException {
    while (true) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(1));
      for (ConsumerRecord<byte[], byte[]> record : records) take(record);
      if (!records.isEmpty()) {
        memory.save();
        consumer.commitSync();
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) throws IOException {
    String id;
    StanceTaken event;
    try {
      Header header = record.headers().lastHeader("ce_id");
      if (header == null) throw new IOException("no header ce_id");
      id = new String(header.value(), StandardCharsets.UTF_8);
      event = StanceTaken.read(record.value());
    } catch (IOException error) {
      // Not an event that we can read: skip it, since waiting would not help.
      String what = error.getMessage().lines().findFirst().orElse("");
      OUT.printf("set aside %s %d %d %s%n", record.topic(), record.partition(), record.offset(), what);
      return;
    }
    if (memory.knows(id)) return;
    var stance = event.stance();
    var holder = stance.holder();
    var target = stance.target();
    if (!followed.contains(target.id()) || !"entity".equals(holder.kind())) {
      memory.add(id);
      return;
    }
    String before = memory.latest(holder.id(), target.id());
    if ("against".equals(stance.polarity()) && !"against".equals(before)) {
      String how = before == null ? "is" : "turned";
      OUT.printf(
          "%s %s against %s: “%s” (%s)%n",
          holder.name(), how, target.name(), stance.quote(), event.article().title());
    }
    memory.add(id, holder.id(), target.id(), stance.polarity());
  }

  private static void stop(KafkaConsumer<byte[], byte[]> consumer, CountDownLatch stopped) {
    consumer.wakeup();
    try {
      stopped.await(15, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, Object> configuration() {
    return Map.of(
        "bootstrap.servers", setting("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092"),
        "group.id", setting("GROUP", "stance-alerts"),
        "auto.offset.reset", "earliest",
        "enable.auto.commit", false,
        "isolation.level", "read_committed",
        "key.deserializer", ByteArrayDeserializer.class,
        "value.deserializer", ByteArrayDeserializer.class);
  }

  private static String setting(String name, String otherwise) {
    return System.getenv().getOrDefault(name, otherwise);
  }
}
