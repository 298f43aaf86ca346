package dev.loadtest.operator.checkpoint;

import dev.loadtest.control.message.ControlJson;
import dev.loadtest.control.seal.BadMessageException;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointHead;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard;
import dev.loadtest.operator.desired.Gzip;
import java.io.IOException;

/** Heads and shards as bytes: compressed JSON of the control protocol. */
final class CheckpointFormat {
    /** Fraction of the heap for an unpacked checkpoint: parsing creates several objects for each byte. */
    private static final int HEAP_SHARE = 4;

    private static final int MOST = 256 << 20;

    private CheckpointFormat() {}

    static byte[] bytes(CheckpointHead head) {
        return packed(head);
    }

    static byte[] bytes(CheckpointShard shard) {
        return packed(shard);
    }

    /** Reads head and shards of one checkpoint, together bounded by the heap. Confined to one thread. */
    static final class Reader {
        private final int most;
        private int left;

        Reader() {
            this((int) Math.min(MOST, Runtime.getRuntime().maxMemory() / HEAP_SHARE));
        }

        /** @param most maximum of unpacked bytes in total */
        Reader(int most) {
            this.most = most;
            this.left = most;
        }

        /** @throws IOException if it is not a head, too large, or of another protocol */
        CheckpointHead head(byte[] bytes) throws IOException {
            return read(bytes, CheckpointHead.class);
        }

        /** @throws IOException if it is not a shard, too large, or of another protocol */
        CheckpointShard shard(byte[] bytes) throws IOException {
            return read(bytes, CheckpointShard.class);
        }

        private <T> T read(byte[] bytes, Class<T> type) throws IOException {
            byte[] json = Gzip.read(bytes, left)
                    .orElseThrow(() -> new IOException("the checkpoint has more than " + (most >> 20)
                            + " MiB unpacked, and this operator's heap is too small for that"));
            left -= json.length;
            try {
                return ControlJson.read(json, type, most);
            } catch (BadMessageException e) {
                throw new IOException("the checkpoint cannot be read: " + e.getMessage(), e);
            }
        }
    }

    private static byte[] packed(Object body) {
        return Gzip.of(out -> out.write(ControlJson.write(body)));
    }
}
