package dev.loadtest.worker.http.message;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** The first bytes of a body up to a limit; the rest is counted and dropped. */
public final class KeptBody {
    private static final byte[] NOTHING = new byte[0];
    private static final int FIRST_SIZE = 4096;

    private int limit;
    private byte[] bytes = NOTHING;
    private int length;
    private boolean truncated;
    private long total;

    public KeptBody(int limit) {
        this.limit = limit;
    }

    /** Starts another body; bytes of the last one remain valid for their owner. */
    public void reset(int newLimit) {
        limit = newLimit;
        bytes = NOTHING;
        length = 0;
        truncated = false;
        total = 0;
    }

    /** Sets the limit of a body of which nothing was read yet. */
    void limit(int bytes) {
        limit = bytes;
    }

    /** Reads a number of bytes from the input. */
    public void add(ByteBuf in, int count) {
        total += count;
        int kept = Math.min(count, limit - length);
        if (kept > 0) {
            room(kept);
            in.readBytes(bytes, length, kept);
            length += kept;
        }
        if (kept < count) {
            truncated = true;
            in.skipBytes(count - kept);
        }
    }

    /** Grows with received data, not with the announced Content-Length. */
    private void room(int more) {
        int needed = length + more;
        if (needed > bytes.length) {
            int size = length == 0 ? needed : Math.max(needed, Math.max(FIRST_SIZE, bytes.length * 2));
            bytes = Arrays.copyOf(bytes, Math.min(size, limit));
        }
    }

    public byte[] bytes() {
        return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** Number of bytes, dropped ones included. */
    public long total() {
        return total;
    }

    public boolean truncated() {
        return truncated;
    }
}
