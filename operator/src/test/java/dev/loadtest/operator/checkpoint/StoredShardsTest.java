package dev.loadtest.operator.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.control.seal.Seal;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.key.OperatorKey;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredShardsTest {
    private static final int MOST = 100;

    private final MemoryConfigMaps objects = new MemoryConfigMaps();
    private final Seal seal =
            new OperatorKey(new byte[32]).seal(OperatorKey.Purpose.CHECKPOINT_SHARD, SampleTests.test());
    private final StoredShards shards = new StoredShards(objects, SampleTests.test(), seal, MOST);

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100, 101, 200, 1_234})
    void anySizeRoundTrip(int length) throws IOException {
        shards.write(1, 4, content(length));
        assertThat(shards.read(1, 4)).isEqualTo(content(length));
        assertThat(objects.stored).hasSize(Math.max(1, (length + MOST - 1) / MOST));
        assertThat(objects.stored.values())
                .allSatisfy(it -> assertThat(it.getImmutable()).isTrue());
        shards.delete(1, 4);
        assertThat(objects.stored).isEmpty();
    }

    @Test
    void repeatedWriteIsHarmless() throws IOException {
        shards.write(1, 4, content(250));
        objects.stored.pollFirstEntry();
        shards.write(1, 4, content(250));
        assertThat(shards.read(1, 4)).isEqualTo(content(250));
    }

    @Test
    void numbersArePerEpoch() throws IOException {
        shards.write(1, 4, content(10));
        assertThatThrownBy(() -> shards.write(1, 4, content(11))).isInstanceOf(IOException.class);
        shards.write(2, 4, content(11));
        assertThat(shards.read(1, 4)).isEqualTo(content(10));
    }

    @Test
    void brokenShardIsInvalid() throws IOException {
        shards.write(1, 4, content(10));
        ConfigMap shard = objects.stored.firstEntry().getValue();
        shard.getMetadata().getAnnotations().replaceAll((name, parts) -> "many");
        assertThatThrownBy(() -> shards.read(1, 4))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void unsealedPartIsInvalid() throws IOException {
        shards.write(1, 4, content(250));
        ConfigMap second = objects.stored.get(objects.stored.firstKey().replaceFirst("0$", "1"));
        String content = second.getBinaryData().get("content");
        second.getBinaryData().put("content", "AAAA");
        assertThatThrownBy(() -> shards.read(1, 4))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("-1-4-1\" is not this checkpoint's shard");
        second.getBinaryData().put("content", content);
        assertThat(shards.read(1, 4)).isEqualTo(content(250));
        second.getBinaryData().remove("seal");
        assertThatThrownBy(() -> shards.read(1, 4)).isInstanceOf(IOException.class);
    }

    @Test
    void swappedPartIsInvalid() throws IOException {
        shards.write(1, 4, content(100));
        shards.write(1, 5, content(100));
        ConfigMap fourth = objects.stored.firstEntry().getValue();
        fourth.setBinaryData(objects.stored.lastEntry().getValue().getBinaryData());
        assertThatThrownBy(() -> shards.read(1, 4)).hasMessageContaining("is not this checkpoint's shard");
        assertThat(shards.read(1, 5)).isEqualTo(content(100));
    }

    @Test
    void missingPartIsInvalid() throws IOException {
        shards.write(1, 4, content(250));
        objects.stored.pollLastEntry();
        assertThatThrownBy(() -> shards.read(1, 4)).hasMessageContaining("is missing");
    }
}
