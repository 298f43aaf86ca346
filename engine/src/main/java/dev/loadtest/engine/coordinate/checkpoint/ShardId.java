package dev.loadtest.engine.coordinate.checkpoint;

/**
 * Name of a shard, unique within a run.
 *
 * @param epoch of the coordinator that writes it
 * @param number counts this coordinator's shards from 1
 */
public record ShardId(long epoch, long number) {}
