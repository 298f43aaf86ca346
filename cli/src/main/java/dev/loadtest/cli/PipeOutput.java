package dev.loadtest.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An output whose reader may go away, as {@code head -1} does: what is written from then on is dropped without an error, so
 * that a reader that has seen enough changes neither the run nor its exit status. Every other error is passed on.
 */
final class PipeOutput extends FilterOutputStream {
    private boolean abandoned;

    PipeOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (abandoned) {
            return;
        }
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            if (!isBrokenPipe(e)) {
                throw e;
            }
            abandoned = true;
        }
    }

    /** The JDK has no exception of its own for EPIPE; its message is the one of the operating system. */
    private static boolean isBrokenPipe(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("Broken pipe") || message.contains("The pipe is being closed");
    }
}
