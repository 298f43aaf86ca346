package dev.loadtest.operator.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApiServerAddressesTest {
    @Test
    void reportedAddresses() {
        String answer = """
                {"kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": [
                  {"clientCIDR": "0.0.0.0/0", "serverAddress": "10.1.2.3:6443"},
                  {"clientCIDR": "::/0", "serverAddress": "[fd00::1]:6443"}]}""";
        assertThat(ApiServerAddresses.told(answer)).containsExactlyInAnyOrder("10.1.2.3", "fd00::1");
    }

    @Test
    void invalidAnswer() {
        assertThat(ApiServerAddresses.told("{}")).isEmpty();
        assertThat(ApiServerAddresses.told("<html>")).isEmpty();
    }
}
