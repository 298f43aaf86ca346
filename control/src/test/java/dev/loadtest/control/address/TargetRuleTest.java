package dev.loadtest.control.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetRuleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*.example.org",
                "load.example.org:443",
                "10.0.0.0/8",
                "10.1.2.3/32:8080",
                "[2001:0db8:0000:0000:0000:0000:0000:0000/32]:443",
                "plots_1.other.svc",
            })
    void roundTrip(String text) {
        assertThat(TargetRule.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3/32",
        "10.1.2.3:80, 10.1.2.3/32:80",
        "*.Example.ORG, *.example.org",
        "[fd00::]:80, [fd00:0000:0000:0000:0000:0000:0000:0000/128]:80",
    })
    void normalised(String text, String normal) {
        assertThat(TargetRule.parse(text)).hasToString(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "*example.org",
                "www.*.org",
                "a b",
                "10.0.0.0/33",
                "127.1",
                "2130706433",
                "host:0",
                "host:65536",
                "host:x",
                "[fd00::1]",
                "user@host",
                "http://host",
            })
    void invalidRuleIsRefused(String text) {
        assertThatThrownBy(() -> TargetRule.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void publicBlocksExcludePrivate() {
        PublicAddresses everyone = new PublicAddresses(List.of(Cidr.parse("198.51.100.0/24")));
        for (PublicAddresses.Block block : everyone.blocks(List.of(Cidr.parse("fe80::/10")))) {
            assertThat(block.except()).allMatch(block.cidr()::contains);
            assertThat(block.except()).noneMatch(except -> everyone.contains(except.network()));
        }
        assertThat(everyone.contains(IpLiteral.parse("203.0.113.9").orElseThrow()))
                .isTrue();
    }
}
