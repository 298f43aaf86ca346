package dev.loadtest.control.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorCheckTest {
    private static final byte[] BODY = {1, 2};

    private final ControlKey key = new ControlKey(secret(1));
    private final OperatorCheck worker = new OperatorCheck(key.publicKey());

    private static byte[] secret(int fill) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) fill);
        return secret;
    }

    private Optional<OperatorCheck.Admitted> admit(SealedHeader header) {
        return worker.admit(header.text(), "POST", "/v1/x");
    }

    @Test
    void sealIsAcceptedOnce() throws BadMessageException {
        SealedHeader header = key.open(worker.key()).seal("POST", "/v1/x", BODY);
        assertThat(admit(header)).hasValueSatisfying(it -> {
            assertThat(it.isBody(BODY)).isTrue();
            assertThat(it.isBody(new byte[0])).isFalse();
        });
        assertThat(admit(header)).isEmpty();
    }

    @Test
    void concurrentSessions() throws BadMessageException {
        ControlSession one = key.open(worker.key());
        ControlSession other = key.open(worker.key());
        assertThat(admit(one.seal("POST", "/v1/x", BODY))).isPresent();
        assertThat(admit(other.seal("POST", "/v1/x", BODY))).isPresent();
        assertThat(admit(one.seal("POST", "/v1/x", BODY))).isPresent();
    }

    @Test
    void foreignSealIsRefused() throws BadMessageException {
        ControlSession session = key.open(worker.key());
        SealedHeader header = session.seal("POST", "/v1/x", BODY);
        assertThat(worker.admit(header.text(), "PUT", "/v1/x")).isEmpty();
        assertThat(worker.admit(header.text(), "POST", "/v1/y")).isEmpty();
        assertThat(admit(new SealedHeader(header.session(), 9, header.bodySha256(), header.seal())))
                .isEmpty();
        assertThat(admit(new SealedHeader(header.session(), header.count(), new byte[32], header.seal())))
                .isEmpty();
        assertThat(admit(new SealedHeader(new byte[16], header.count(), header.bodySha256(), header.seal())))
                .isEmpty();
        assertThat(admit(new ControlKey(secret(2)).open(worker.key()).seal("POST", "/v1/x", BODY)))
                .isEmpty();
        OperatorCheck another = new OperatorCheck(key.publicKey());
        assertThat(admit(key.open(another.key()).seal("POST", "/v1/x", BODY))).isEmpty();
        assertThat(admit(header)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer x", "LoadTest session=", "LoadTest session=zz count=1 sha256= seal="})
    void malformedSealIsRefused(String authorization) {
        assertThat(worker.admit(authorization, "POST", "/v1/x")).isEmpty();
        assertThat(worker.admit(null, "POST", "/v1/x")).isEmpty();
    }

    @Test
    void answerSealIsChecked() throws BadMessageException {
        ControlSession session = key.open(worker.key());
        SealedHeader first = session.seal("POST", "/v1/x", BODY);
        SealedHeader second = session.seal("POST", "/v1/x", BODY);
        String seal = admit(first).orElseThrow().answer(200, BODY);
        assertThat(session.isAnswer(first, 200, BODY, seal)).isTrue();
        assertThat(session.isAnswer(first, 409, BODY, seal)).isFalse();
        assertThat(session.isAnswer(first, 200, new byte[0], seal)).isFalse();
        assertThat(session.isAnswer(second, 200, BODY, seal)).isFalse();
        assertThat(session.isAnswer(first, 200, BODY, null)).isFalse();
        assertThat(session.isAnswer(first, 200, BODY, "ü")).isFalse();
    }

    @Test
    void invalidWorkerKeyIsReported() {
        assertThatThrownBy(() -> key.open(new WorkerKey("00".repeat(32)))).isInstanceOf(BadMessageException.class);
        assertThatThrownBy(() -> key.open(new WorkerKey("xyz"))).isInstanceOf(BadMessageException.class);
    }
}
