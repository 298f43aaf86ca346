package dev.loadtest.control.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeniedAddressesTest {
    private final DeniedAddresses denied = new DeniedAddresses(List.of(Cidr.parse("10.96.0.1")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fd00:ec2::23",
                "fd00:ec2::254",
                "fd20:ce::254",
                "168.63.129.16",
                "192.0.0.192",
                "100.100.100.200",
                "169.254.169.254",
                "169.254.0.1",
            })
    void metadataServices(String address) {
        assertThat(denied.reason(bytes(address))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "::ffff:10.96.0.1, mapped",
        "::10.96.0.1, compatible",
        "::ffff:0:10.96.0.1, translated",
        "64:ff9b::10.96.0.1, NAT64",
        "64:ff9b:1::10.96.0.1, local NAT64 of 96 bits",
        "64:ff9b:1:a60:0:100::, local NAT64 of 48 bits",
        "64:ff9b:1:a:60:1::, local NAT64 of 56 bits",
        "64:ff9b:1:0:a:6000:100:0, local NAT64 of 64 bits",
        "2002:a60:1::, 6to4",
        "2002:0a60:0001:7::1, 6to4 with a subnet",
        "2001:0:a60:1::1, Teredo server",
        "2001:0:808:808:0:0:f59f:fffe, Teredo client",
        "2a00::5efe:a60:1, ISATAP",
        "2a00::200:5efe:a60:1, ISATAP with the u bit",
    })
    void embeddedAddresses(String address, String form) {
        assertThat(denied.reason(bytes(address))).as(form).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.96.0.2",
                "8.8.8.8",
                "64:ff9b::8.8.8.8",
                "64:ff9b:1::8.8.8.8",
                "64:ff9b:1:808:8:800::",
                "2001:db8::a60:1",
                "2a00::7f00:1",
                "fd00::1",
                "2002:808:808::1",
            })
    void otherAddressesAreAllowed(String address) {
        assertThat(denied.reason(bytes(address))).isEmpty();
    }

    private static byte[] bytes(String address) {
        return IpLiteral.parse(address).orElseThrow();
    }
}
