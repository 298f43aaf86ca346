package dev.loadtest.control.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.control.seal.BadMessageException;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointHead;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard;
import org.junit.jupiter.api.Test;

/** Checkpoints use the JSON of messages and survive a round trip exactly. */
class CheckpointJsonTest {
    private static final int MANY = 200;
    private static final int MAX = 32 << 20;

    @Test
    void headRoundTrip() throws BadMessageException {
        for (long seed = 0; seed < MANY; seed++) {
            CheckpointHead head = new RandomValues(seed).next(CheckpointHead.class);

            assertThat(ControlJson.read(ControlJson.write(head), CheckpointHead.class, MAX))
                    .as("seed %d", seed)
                    .isEqualTo(head);
        }
    }

    @Test
    void shardRoundTrip() throws BadMessageException {
        for (long seed = 0; seed < MANY; seed++) {
            CheckpointShard shard = new RandomValues(seed).next(CheckpointShard.class);

            assertThat(ControlJson.read(ControlJson.write(shard), CheckpointShard.class, MAX))
                    .as("seed %d", seed)
                    .isEqualTo(shard);
        }
    }
}
