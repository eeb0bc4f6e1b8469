"""Facts on their way to Kafka: records, the group commit that answers wait for, the producer's life."""
