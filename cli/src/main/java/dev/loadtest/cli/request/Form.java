package dev.loadtest.cli.request;

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
        void print(Delivery delivery, String boundary, OutputStream out) throws IOException {
            out.write((CurlText.of(delivery.made(), delivery.files(), delivery.cookie()) + "\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
    },
    /** The bytes that HTTP/1.1 sends. */
    HTTP {
        @Override
        void print(Delivery delivery, String boundary, OutputStream out) throws IOException, Failure {
            Http1Bytes.write(delivery.made().request(), delivery.made().target(), boundary, delivery.cookie(), out);
        }
    },
    /** For programs. */
    JSON {
        @Override
        void print(Delivery delivery, String boundary, OutputStream out) throws IOException {
            out.write((JsonText.of(delivery.made(), delivery.cookie()) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    };

    /**
     * Prints a request.
     *
     * @param boundary between the parts of a form
     * @throws IOException if a file of it cannot be read, or the stream not written
     * @throws Failure if no HTTP/1.1 can carry it
     */
    abstract void print(Delivery delivery, String boundary, OutputStream out) throws IOException, Failure;
}
