// Prints an alert when somebody turns against an entity that you follow.
//
//     node dist/alerts.js iso3166:PE name:person:anna-kolb medtop:20000785
import { Kafka, logLevel, type KafkaMessage } from "kafkajs";
import { Memory } from "./memory.js";
import type { StanceTaken } from "./stance_taken.js";

const { env } = process;
const followed = new Set(process.argv.slice(2));
if (followed.size === 0) {
  console.error("usage: alerts ENTITY_ID…");
  process.exit(2);
}
const memory = new Memory(env.DATABASE ?? "alerts.jsonl");
const kafka = new Kafka({
  brokers: (env.KAFKA_BOOTSTRAP_SERVERS ?? "127.0.0.1:9092").split(","),
  logLevel: logLevel.ERROR,
});
const consumer = kafka.consumer({ groupId: env.GROUP ?? "stance-alerts" });

function take(topic: string, partition: number, message: KafkaMessage): void {
  let id: string;
  let event: StanceTaken;
  try {
    [id, event] = read(message);
  } catch (error) {
    // Not an event that we can read: skip it, since waiting would not help.
    console.log("set aside", topic, partition, message.offset, String(error));
    return;
  }
  if (memory.knows(id)) return;
  const { holder, target, polarity, evidence } = event.stance;
  if (!followed.has(target.id) || holder.kind !== "entity" || !holder.id) {
    memory.add({ id });
    return;
  }
  const before = memory.latest(holder.id, target.id);
  if (polarity === "against" && before !== "against") {
    const quote = evidence.map((span) => span.text).join(" … ");
    const how = before ? "turned" : "is";
    console.log(`${holder.name} ${how} against ${target.name}: “${quote}” (${event.article.title})`);
  }
  memory.add({ id, holder: holder.id, target: target.id, polarity });
}

function read(message: KafkaMessage): [string, StanceTaken] {
  const id = message.headers?.ce_id?.toString();
  if (!id) throw new Error("no header ce_id");
  if (!message.value) throw new Error("no value");
  const event = JSON.parse(message.value.toString()) as StanceTaken;
  if (!event.stance?.target || !event.stance.holder) throw new Error("no stance");
  return [id, event];
}

async function stop(status: number): Promise<void> {
  await consumer.disconnect();
  memory.close();
  process.exit(status);
}

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void stop(0));
consumer.on(consumer.events.CRASH, ({ payload }) => {
  if (payload.restart) return;
  console.error("error:", payload.error.message);
  void stop(1);
});

await consumer.connect();
await consumer.subscribe({ topic: env.TOPIC ?? "news.stances.v1", fromBeginning: true });
await consumer.run({
  autoCommit: false,
  eachBatch: async ({ batch, heartbeat }) => {
    for (const message of batch.messages) take(batch.topic, batch.partition, message);
    memory.save();
    // Only now, when the notes are on disk.
    const offset = (BigInt(batch.lastOffset()) + 1n).toString();
    await consumer.commitOffsets([{ topic: batch.topic, partition: batch.partition, offset }]);
    await heartbeat();
  },
});
