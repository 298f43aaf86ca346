package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.cli.InProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code target.tls}, {@code protocol} and {@code connections}. */
class TransportOptionsIT {
    private static final String ONCE = "requests: [{name: r, path: /secure}]\nphases: [{name: p, request: r}]";
    private static final String OWN_CA = ", tls: {caConfigMapKeyRef: {name: ca, key: ca.crt}}";

    @TempDir
    private static Path shared;

    private static Certificates certificates = new Certificates(Path.of(""));

    @RegisterExtension
    final Lab lab = new Lab();

    @BeforeAll
    static void makeCertificates() throws IOException, InterruptedException {
        certificates = Certificates.make(shared);
    }

    @Test
    void ownAuthority() throws IOException, GeneralSecurityException {
        TestTarget target = lab.target(certificates.server(), request -> Answer.ok());

        Finished run = lab.run(manifest(target, OWN_CA), "--ref", ca("ca")).passed();

        assertThat(target.only().path()).isEqualTo("/secure");
        assertThat(run.results().path("insecureSkipVerify").asBoolean()).isFalse();
        assertThat(run.tracked().json().path("connectMicros").path("count").asInt())
                .isEqualTo(1);
    }

    @Test
    void otherAuthority() throws IOException, GeneralSecurityException {
        TestTarget target = lab.target(certificates.server(), request -> Answer.ok());

        Finished run = lab.run(manifest(target, OWN_CA), "--ref", ca("other")).failed();

        assertThat(run.tracked().errors("tls")).isEqualTo(1);
        assertThat(target.received()).isEmpty();
    }

    @Test
    void systemAuthorities() throws IOException, GeneralSecurityException {
        TestTarget target = lab.target(certificates.server(), request -> Answer.ok());

        Finished run = lab.run(manifest(target, "")).failed();

        assertThat(run.tracked().errors("tls")).isEqualTo(1);
        assertThat(target.received()).isEmpty();
    }

    @Test
    void wrongHostName() throws IOException, GeneralSecurityException {
        TestTarget there = lab.target("127.0.0.2", certificates.server(), request -> Answer.ok());

        Finished run = lab.run(manifest(there, OWN_CA), "--ref", ca("ca")).failed();

        assertThat(run.tracked().errors("tls")).isEqualTo(1);
        assertThat(there.received()).isEmpty();
    }

    @Test
    void insecureSkipVerify() throws IOException, GeneralSecurityException {
        TestTarget target = lab.target(certificates.server(), request -> Answer.ok());

        Finished run =
                lab.run(manifest(target, ", tls: {insecureSkipVerify: true}")).passed();

        assertThat(target.received()).hasSize(1);
        assertThat(run.results().path("insecureSkipVerify").asBoolean()).isTrue();
    }

    @Test
    void invalidAuthority() throws IOException, GeneralSecurityException {
        TestTarget target = lab.target(certificates.server(), request -> Answer.ok());
        String ref = "configmap/ca/ca.crt=" + lab.file("ca.crt", "no certificate\n");

        InProcess run = lab.execute("run", manifest(target, OWN_CA), "--ref", ref);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).isNotBlank();
        assertThat(target.connections()).isZero();
    }

    @Test
    void schemeMismatch() throws IOException, GeneralSecurityException {
        TestTarget https = lab.target(certificates.server(), request -> Answer.ok());
        TestTarget http = lab.target();

        Finished plain = lab.run(manifest(https, "").replace("https:", "http:")).failed();
        Finished encrypted = lab.run(
                        manifest(http, ", tls: {insecureSkipVerify: true}").replace("http:", "https:"))
                .failed();

        assertThat(plain.tracked().succeeded()).isZero();
        assertThat(encrypted.tracked().errors("tls")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void connectionsPerWorker(int workers) {
        TestTarget target = lab.target(request -> Answer.ok().after(Duration.ofMillis(20)));

        Finished run = lab.run("target: {url: \"" + target.url() + """
                ", connections: 3}
                requests: [{name: r, path: /}]
                phases: [{name: p, request: r, burst: {requests: 45}, maxLateness: 10s}]
                """, "--workers", String.valueOf(workers))
                .passed();

        assertThat(target.received()).hasSize(45);
        assertThat(target.connections()).isEqualTo(3 * workers);
        assertThat(target.mostUnderWay()).isEqualTo(3 * workers);
        // The number of held requests depends on the machine: event-loop lag counts as lateness instead.
        assertThat(run.tracked().json().path("heldMicros").path("count").asLong())
                .isLessThanOrEqualTo(45 - 3L * workers);
    }

    @Test
    void connectionsAreReused() {
        TestTarget target = lab.target();

        lab.run(target, """
                requests: [{name: r, path: /}]
                phases: [{name: p, request: r, iterations: 10}]
                """).passed();

        assertThat(target.received()).hasSize(10);
        assertThat(target.connections()).isEqualTo(1);
    }

    @Test
    void closedConnectionIsNotReused() {
        TestTarget target = lab.target(request -> Answer.ok().header("Connection", "close"));

        lab.run(target, """
                requests: [{name: r, path: /}]
                phases: [{name: p, request: r, iterations: 4}]
                """).passed();

        assertThat(target.connections()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void requestsPerConnection(int most) {
        TestTarget target = lab.target();

        lab.run("target: {url: \"" + target.url() + "\", connection: {maxRequests: " + most + "}}\n" + """
                requests: [{name: r, path: /}]
                phases: [{name: p, request: r, iterations: 8}]
                """)
                .passed();

        assertThat(target.received()).hasSize(8);
        assertThat(target.connections()).isEqualTo(8 / most);
    }

    @Test
    void virtualHost() {
        TestTarget target = lab.target();

        lab.run("target: {url: \"" + target.url() + "\", host: shop.example.org}\n" + ONCE)
                .passed();

        assertThat(target.only().header("Host")).isEqualTo("shop.example.org");
    }

    @Test
    void clientCertificateIsShownNotWritten() throws IOException, GeneralSecurityException {
        TestTarget target = lab.targetForClients(certificates.serverForClients("other"), request -> Answer.ok());
        String key = certificates.keyPem("other");
        Path authority = lab.file("ca.crt", certificates.pem("ca"));
        Path shown = lab.file("tls.crt", certificates.pem("other"));
        Path keyFile = lab.file("tls.key", key);
        String[] refs = {
            "--ref", "secret/ca/ca.crt=" + authority,
            "--ref", "secret/client/tls.crt=" + shown,
            "--ref", "secret/client/tls.key=" + keyFile
        };
        String tls = ", tls: {caSecretKeyRef: {name: ca, key: ca.crt}, clientCertificate: {secretRef: {name: client}}}";

        Finished run = lab.run(manifest(target, tls), refs).passed();

        assertThat(target.received()).hasSize(1);
        assertThat(run.everythingWritten())
                .doesNotContain(key.lines().skip(1).findFirst().orElseThrow());

        String[] request = Stream.concat(Stream.of("p", "0", "--seed", "1"), Stream.of(refs))
                .toArray(String[]::new);
        assertThat(lab.execute("request", manifest(target, tls), request).out())
                .contains(" --cacert " + authority + " --cert " + shown + " --key " + keyFile + " ")
                .doesNotContain(key.lines().skip(1).findFirst().orElseThrow());
        assertThat(lab.execute("request", manifest(target, tls), with(request, "--send"))
                        .exit())
                .isZero();
        assertThat(target.received()).hasSize(2);
    }

    private static String[] with(String[] words, String more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    private String ca(String alias) throws IOException, GeneralSecurityException {
        return "configmap/ca/ca.crt=" + lab.file("ca.crt", certificates.pem(alias));
    }

    private static String manifest(TestTarget target, String option) {
        return "target: {url: \"" + target.url() + "\"" + option + "}\n" + ONCE;
    }
}
