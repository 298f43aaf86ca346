package dev.loadtest.control.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::ffff:10.0.0.0/104, 10.1.1.1, true",
        "::ffff:192.0.2.7, 192.0.2.7, true",
    })
    void containsPrefix(String cidr, String address, boolean held) {
        assertThat(Cidr.parse(cidr).contains(IpLiteral.parse(address).orElseThrow()))
                .isEqualTo(held);
    }

    @Test
    void mappedIpv4() {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, 127, 0, 0, 1};
        assertThat(Cidr.parse("127.0.0.0/8").contains(mapped)).isTrue();
        assertThat(Cidr.parse("::/0").contains(mapped)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plots",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/x",
                "256.0.0.1",
                "010.0.0.1",
                "1.2.3",
                "::1/129"
            })
    void invalidBlockIsRefused(String text) {
        assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "0.0.0.0/0", "192.0.2.7/32"})
    void roundTrip(String text) {
        assertThat(Cidr.parse(text))
                .hasToString(text)
                .isEqualTo(Cidr.parse(Cidr.parse(text).toString()));
    }

    @Test
    void ipv6IsWrittenInFull() {
        assertThat(Cidr.parse("2001:db8::/32")).hasToString("2001:0db8:0000:0000:0000:0000:0000:0000/32");
    }
}
