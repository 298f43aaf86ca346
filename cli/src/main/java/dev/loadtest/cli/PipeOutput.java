package dev.loadtest.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An output whose reader may go away, as {@code head -1} does. Later output is then dropped without an error, so that
 * neither the run nor its exit status changes. All other errors are passed on.
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

    /** The JDK has no exception for EPIPE; its message is the operating system's. */
    private static boolean isBrokenPipe(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("Broken pipe") || message.contains("The pipe is being closed");
    }
}
