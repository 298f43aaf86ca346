package dev.loadtest.cli.cluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileMapTest {
    private static final byte[] BINARY = {0, (byte) 0xff, 1};

    private static FileMap map(Map<String, String> texts) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        texts.forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return new FileMap(files);
    }

    @Test
    void nameFollowsFromContent() {
        String name = map(Map.of("a.csv", "1", "b.csv", "2")).name();
        assertThat(name).matches("loadtest-files-[0-9a-f]{20}");
        assertThat(map(Map.of("b.csv", "2", "a.csv", "1")).name()).isEqualTo(name);
        assertThat(map(Map.of("a.csv", "1", "b.csv", "3")).name()).isNotEqualTo(name);
        assertThat(map(Map.of("a.csv", "1b.csv2")).name()).isNotEqualTo(name);
        assertThat(map(Map.of("a.csv1", "", "b.csv", "2")).name()).isNotEqualTo(name);
    }

    @Test
    void textsCanBeRead() {
        TreeMap<String, byte[]> files =
                new TreeMap<>(Map.of("a.csv", "ä,1".getBytes(StandardCharsets.UTF_8), "b", BINARY));
        ConfigMap object = new FileMap(files).object("shop");
        assertThat(object.getData()).isEqualTo(Map.of("a.csv", "ä,1"));
        assertThat(object.getBinaryData())
                .isEqualTo(Map.of("b", Base64.getEncoder().encodeToString(BINARY)));
        assertThat(object.getImmutable()).isTrue();
        assertThat(new FileMap(files).isHeldBy(object)).isTrue();
    }

    @Test
    void replacedContentIsNoticed() {
        FileMap files = map(Map.of("a.csv", "1"));
        ConfigMap object = files.object("shop");
        assertThat(files.isHeldBy(
                        new ConfigMapBuilder(object).addToData("a.csv", "2").build()))
                .isFalse();
        assertThat(files.isHeldBy(
                        new ConfigMapBuilder(object).addToData("b.csv", "").build()))
                .isFalse();
        assertThat(files.isHeldBy(
                        new ConfigMapBuilder(object).withImmutable(null).build()))
                .isFalse();
    }

    @Test
    void tooLargeNamesTheVolume() {
        assertThat(FileMap.obstacle(Set.of("a.csv"), FileMap.MAX_BYTES)).isEmpty();
        assertThat(FileMap.obstacle(Set.of("a.csv"), FileMap.MAX_BYTES + 1L))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("1048577 bytes").contains("persistentVolumeClaim"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"größe.csv", "a b.csv", "..", "..a"})
    void namesThatAreNoKeys(String name) {
        assertThat(FileMap.obstacle(Set.of(name), 1))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("\"" + name + "\"").contains("rename"));
    }
}
