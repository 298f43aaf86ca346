package dev.loadtest.cli.request;

import dev.loadtest.engine.run.replay.Replayed;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.h1.Http1Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** How a request is printed. */
public enum Form {
    /** A command of curl. */
    CURL {
        @Override
        public void print(Replayed.Made made, String boundary, String cookie, OutputStream out) throws IOException {
            out.write((CurlText.of(made, cookie) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    },
    /** The bytes that HTTP/1.1 sends. */
    HTTP {
        @Override
        public void print(Replayed.Made made, String boundary, String cookie, OutputStream out)
                throws IOException, Failure {
            Http1Bytes.write(made.request(), made.target(), boundary, cookie, out);
        }
    },
    /** For programs. */
    JSON {
        @Override
        public void print(Replayed.Made made, String boundary, String cookie, OutputStream out) throws IOException {
            out.write((JsonText.of(made, cookie) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    };

    /**
     * Prints a request.
     *
     * @param boundary between the parts of a form
     * @param cookie value of its Cookie header; empty for none
     * @throws IOException if a file of it cannot be read, or the stream not written
     * @throws Failure if no HTTP/1.1 can carry it
     */
    public abstract void print(Replayed.Made made, String boundary, String cookie, OutputStream out)
            throws IOException, Failure;
}
