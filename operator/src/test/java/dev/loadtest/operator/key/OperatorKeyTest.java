package dev.loadtest.operator.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.control.seal.Seal;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.key.OperatorKey.Purpose;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OperatorKeyTest {
    private final OperatorKey key = new OperatorKey(new byte[32]);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String derived(Purpose purpose, LoadTest run) {
        return HexFormat.of().formatHex(key.derived(purpose, run));
    }

    private static LoadTest run(String namespace, String name, String uid) {
        LoadTest run = SampleTests.test();
        run.getMetadata().setNamespace(namespace);
        run.getMetadata().setName(name);
        run.getMetadata().setUid(uid);
        return run;
    }

    @Test
    void keyPerPurposeAndRun() {
        Set<String> keys = new HashSet<>();
        for (Purpose purpose : Purpose.values()) {
            assertThat(keys.add(derived(purpose, run("a", "b", "c")))).isTrue();
            assertThat(keys.add(derived(purpose, run("ab", "", "c")))).isTrue();
            assertThat(keys.add(derived(purpose, run("a", "b", "d")))).isTrue();
            assertThat(keys.add(derived(purpose, run("a", "c", "c")))).isTrue();
        }
        assertThat(derived(Purpose.WORKER_CONTROL, run("a", "b", "c"))).isIn(keys);
    }

    @Test
    void sealCoversParts() {
        Seal seal = key.seal(Purpose.CHECKPOINT_HEAD, SampleTests.test());
        byte[] made = seal.of(bytes("one"), bytes("two"));
        assertThat(seal.isOf(made, bytes("one"), bytes("two"))).isTrue();
        assertThat(seal.isOf(made, bytes("onet"), bytes("wo"))).isFalse();
        assertThat(seal.isOf(made, bytes("onetwo"))).isFalse();
        assertThat(seal.isOf(new byte[0], bytes("one"), bytes("two"))).isFalse();
        assertThat(key.seal(Purpose.CHECKPOINT_SHARD, SampleTests.test()).isOf(made, bytes("one"), bytes("two")))
                .isFalse();
    }

    /** Computed with Python: {@code hmac.new(bytes(32), b"\\0\\0\\0\\x08Hi There", sha256)}. */
    @Test
    void hmacSha256() {
        byte[] key = new byte[32];
        assertThat(HexFormat.of().formatHex(new Seal(key).of(bytes("Hi There"))))
                .isEqualTo("f55e5cd0a09ea82ea6eae232973216fc822fa68980bbfdb97d22401440ad0b32");
    }

    @Test
    void shortKeyIsRefused() {
        assertThatThrownBy(() -> new OperatorKey(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }
}
