package dev.loadtest.control.serve;

/** Content of one path. Called on a thread of its own, several at once; may block. */
public interface Page {
    Answer answer();

    /**
     * The answer to a GET.
     *
     * @param type the media type of the body
     */
    record Answer(int status, String type, String body) {
        private static final String PLAIN = "text/plain; charset=utf-8";
        private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

        public static Answer plain(int status, String body) {
            return new Answer(status, PLAIN, body);
        }

        /** @param body in Prometheus' text format */
        public static Answer metrics(String body) {
            return new Answer(200, METRICS, body);
        }
    }
}
