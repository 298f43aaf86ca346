package dev.loadtest.operator.checkpoint;

import dev.loadtest.control.BadMessageException;
import dev.loadtest.control.ControlJson;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointHead;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard;
import dev.loadtest.operator.desired.Gzip;
import java.io.IOException;

/** Heads and shards as bytes: the control protocol's JSON, compressed. */
final class CheckpointFormat {
    private static final int MOST = 256 << 20;

    private CheckpointFormat() {}

    static byte[] bytes(CheckpointHead head) {
        return packed(head);
    }

    static byte[] bytes(CheckpointShard shard) {
        return packed(shard);
    }

    /** @throws IOException where it is not a head, or of another protocol */
    static CheckpointHead head(byte[] bytes) throws IOException {
        return unpacked(bytes, CheckpointHead.class);
    }

    /** @throws IOException where it is not a shard, or of another protocol */
    static CheckpointShard shard(byte[] bytes) throws IOException {
        return unpacked(bytes, CheckpointShard.class);
    }

    private static byte[] packed(Object body) {
        return Gzip.of(out -> out.write(ControlJson.write(body)));
    }

    private static <T> T unpacked(byte[] bytes, Class<T> type) throws IOException {
        try {
            return ControlJson.read(Gzip.read(bytes, MOST), type, MOST);
        } catch (BadMessageException e) {
            throw new IOException("the checkpoint cannot be read: " + e.getMessage(), e);
        }
    }
}
