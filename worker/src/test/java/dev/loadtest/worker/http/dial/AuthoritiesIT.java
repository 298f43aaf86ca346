package dev.loadtest.worker.http.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.worker.http.Identity;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthoritiesIT {

    @Test
    void readsAllKinds() throws Exception {
        Identity identity = Identity.forNames("dns:localhost");
        String plain = identity.pem();
        identity.delete();
        byte[] bytes = Authorities.of(plain).certificates().getFirst().getEncoded();
        byte[] more = Arrays.copyOf(bytes, bytes.length + 10);
        more[bytes.length] = 0x30;
        String trusted = "-----BEGIN TRUSTED CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(more) + "\n-----END TRUSTED CERTIFICATE-----\n";

        Authorities both = Authorities.of("a comment\n" + plain + trusted);

        assertThat(both.certificates()).hasSize(2);
        assertThat(both.certificates().getFirst()).isEqualTo(both.certificates().getLast());
        assertThat(both.trust().getTrustManagers()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void refusesTextWithoutCertificate(String text) {
        assertThatThrownBy(() -> Authorities.of(text)).isInstanceOf(CertificateException.class);
    }
}
