package dev.loadtest.control.serve;

import java.nio.charset.StandardCharsets;

/** Content of one path. Called on a thread of its own, several at once; may block. */
public interface Page {

    /** @param accept the media types that the client prefers, as in its {@code Accept} header; empty without one */
    Answer answer(String accept);

    /**
     * The answer to a GET.
     *
     * @param type the media type of the body
     */
    record Answer(int status, String type, byte[] body) {
        private static final String PLAIN = "text/plain; charset=utf-8";

        public static Answer plain(int status, String body) {
            return new Answer(status, PLAIN, body.getBytes(StandardCharsets.UTF_8));
        }
    }
}
