package dev.loadtest.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LiveRequestTest {

    private static boolean isForLoopback(int port, String... hosts) {
        return new LiveRequest("GET", "/", List.of(hosts)).isForLoopback(port);
    }

    @Test
    void namesOfLoopback() {
        for (String host : List.of("127.0.0.1:8080", "localhost:8080", "LOCALHOST:8080", "[::1]:8080")) {
            assertThat(isForLoopback(8080, host)).as(host).isTrue();
        }
    }

    /** A name of another site may lead to this address. */
    @Test
    void otherNames() {
        for (String host : List.of(
                "",
                "127.0.0.1",
                "127.0.0.1:80",
                "127.0.0.2:8080",
                "evil.example:8080",
                "localhost.evil.example:8080",
                "localhost:8080.evil.example",
                "user@localhost:8080")) {
            assertThat(isForLoopback(8080, host)).as(host).isFalse();
        }
        assertThat(isForLoopback(8080)).isFalse();
        assertThat(isForLoopback(8080, "localhost:8080", "evil.example:8080")).isFalse();
    }

    @Test
    void usualPortIsLeftOut() {
        assertThat(isForLoopback(80, "127.0.0.1")).isTrue();
        assertThat(isForLoopback(80, "127.0.0.1:80")).isTrue();
        assertThat(isForLoopback(80, "evil.example")).isFalse();
    }
}
