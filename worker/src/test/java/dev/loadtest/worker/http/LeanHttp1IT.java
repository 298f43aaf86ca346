package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.ErrorCause;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lean path. */
class LeanHttp1IT extends HostileHttp1Contract {

    /** Netty's reader, by which the web client reads, waits here for more until the request's time is over. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>no HTTP at all</html>",
                "HTTP/1.1 99\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: y\r\n folded\r\n\r\n",
                "HTTP/1.1 200 OK\r\nSpace : y\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                "HTTP/2.0 200 OK\r\n\r\n"
            })
    void saysAtOnceWhatIsNotHttp(String response) throws Exception {
        assertThat(causeOf(response)).isEqualTo(ErrorCause.PROTOCOL);
    }
}
