package dev.loadtest.crds.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUrlTest {

    @ParameterizedTest
    @CsvSource({
        "http://my_service:8000, false, my_service, 8000",
        "http://my_service, false, my_service, 80",
        "https://my_service.ns:, true, my_service.ns, 443",
        "https://_a.b_c.example.org.:8443, true, _a.b_c.example.org., 8443",
        "http://a_1:1, false, a_1, 1",
        "http://plots:8000, false, plots, 8000",
        "http://[::1]:8000, false, ::1, 8000",
        "http://127.0.0.1, false, 127.0.0.1, 80",
    })
    void hosts(String url, boolean https, String host, int port) {
        assertThat(TargetUrl.parse(url)).isEqualTo(new TargetUrl(https, host, port, ""));
        assertThat(TargetUrl.parse(url + "/base/")).isEqualTo(new TargetUrl(https, host, port, "/base"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://",
                "http:///path",
                "http://:80",
                "http://my_service:port",
                "http://my_service:80:80",
                "http://my..service_x",
                "http://-my_service",
                "http://my_service-",
                "http://a_b.1",
                "http://127_.1.1",
                "http://0x7f.1",
                "http://127.1",
                "http://my_service%2f",
                "http://my_service*"
            })
    void invalidHosts(String url) {
        assertThatThrownBy(() -> TargetUrl.parse(url)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65536, 99999})
    void invalidPorts(int port) {
        assertThatThrownBy(() -> TargetUrl.parse("http://my_service:" + port))
                .hasMessage("names port " + port + ", which is not in 1 to 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://user@my_service", "http://user:word@my_service:80"})
    void userInfo(String url) {
        assertThatThrownBy(() -> TargetUrl.parse(url)).hasMessageStartingWith("must not hold a user or password");
    }
}
