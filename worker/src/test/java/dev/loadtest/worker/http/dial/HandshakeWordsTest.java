package dev.loadtest.worker.http.dial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "error:10000410:SSL routines:OPENSSL_internal:SSLV3_ALERT_HANDSHAKE_FAILURE | none of the ciphers",
                "error:1000042e:SSL routines:OPENSSL_internal:TLSV1_ALERT_PROTOCOL_VERSION | none of the TLS versions",
                "error:100000f0:SSL routines:OPENSSL_internal:UNSUPPORTED_PROTOCOL | none of the TLS versions",
                "error:1000045c:SSL routines:OPENSSL_internal:TLSV13_ALERT_CERTIFICATE_REQUIRED | a client certificate",
                "Received fatal alert: handshake_failure | none of the ciphers",
                "(handshake_failure) Received fatal alert: handshake_failure | none of the ciphers",
                "Received fatal alert: protocol_version | none of the TLS versions",
                "The server selected protocol version TLS10 is not accepted by client preferences | (The server selected",
                "error:10000095:SSL routines:OPENSSL_internal:BAD_ECC_CERT | the handshake failed: bad ecc cert",
                "something else | something else",
            })
    void reasons(String message, String words) {
        assertThat(HandshakeWords.of(message)).contains(words);
    }
}
