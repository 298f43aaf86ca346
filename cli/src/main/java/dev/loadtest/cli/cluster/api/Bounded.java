package dev.loadtest.cli.cluster.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails where it is longer than a limit. */
final class Bounded extends FilterInputStream {
    private final long most;
    private long left;

    Bounded(InputStream in, long most) {
        super(in);
        this.most = most;
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        return value < 0 ? value : (int) counted(1, value);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = in.read(bytes, offset, length);
        return n < 0 ? n : (int) counted(n, n);
    }

    private long counted(int n, int value) throws IOException {
        left -= n;
        if (left < 0) {
            throw new IOException("has more than " + most + " bytes unpacked");
        }
        return value;
    }
}
