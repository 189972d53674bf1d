"""The worker: articles in from Kafka, tagged events out."""
