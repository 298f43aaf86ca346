package dev.loadtest.operator.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.control.seal.Seal;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointRefusedException;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.key.OperatorKey;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StoredHeadTest {
    private final MemoryConfigMaps objects = new MemoryConfigMaps();

    private final Seal seal =
            new OperatorKey(new byte[32]).seal(OperatorKey.Purpose.CHECKPOINT_HEAD, SampleTests.test());

    private StoredHead head(String holder) {
        return new StoredHead(objects, SampleTests.test(), holder, seal);
    }

    private byte[] content() throws IOException {
        return head("reader").read().orElseThrow().content();
    }

    /** A head forged by another writer of ConfigMaps. */
    private void tampered(UnaryOperator<ConfigMapBuilder> change) {
        objects.stored.replaceAll(
                (name, head) -> change.apply(new ConfigMapBuilder(head)).build());
    }

    private static byte[] bytes(int one) {
        return new byte[] {(byte) one};
    }

    @Nested
    class Epochs {
        @Test
        void committedHeadIsRead() throws IOException {
            StoredHead first = head("a");
            assertThat(first.read()).isEmpty();
            assertThat(first.write(1, bytes(1))).isTrue();
            assertThat(first.write(1, bytes(7))).isTrue();
            assertThat(content()).containsExactly(7);
        }

        @Test
        void higherEpochSupersedes() throws IOException {
            StoredHead old = head("a");
            assertThat(old.write(1, bytes(1))).isTrue();
            StoredHead next = head("b");
            next.read();
            assertThat(next.write(2, bytes(1))).isTrue();
            assertThat(old.write(1, bytes(2))).isFalse();
            assertThat(old.write(1, bytes(3))).isFalse();
            assertThat(content()).containsExactly(1);
        }

        @Test
        void concurrentTakeovers() throws IOException {
            assertThat(head("a").write(1, bytes(1))).isTrue();
            StoredHead b = head("b");
            StoredHead c = head("c");
            b.read();
            c.read();
            assertThat(b.write(2, bytes(1))).isTrue();
            assertThat(c.write(2, bytes(1))).isFalse();
            assertThat(b.write(2, bytes(2))).isTrue();
        }

        @Test
        void concurrentBeginnings() throws IOException {
            StoredHead a = head("a");
            StoredHead b = head("b");
            a.read();
            b.read();
            assertThat(a.write(1, bytes(1))).isTrue();
            assertThat(b.write(1, bytes(1))).isFalse();
        }
    }

    @Nested
    class Ownership {
        @Test
        void unsealedHeadIsInvalid() throws IOException {
            assertThat(head("a").write(1, bytes(1))).isTrue();
            ConfigMap ours = objects.stored.firstEntry().getValue();
            List<UnaryOperator<ConfigMapBuilder>> forgeries = List.of(
                    it -> it.addToData("epoch", String.valueOf(Long.MAX_VALUE)),
                    it -> it.addToData("epoch", "many"),
                    it -> it.addToData("commits", "9"),
                    it -> it.addToData("holder", "b"),
                    it -> it.addToBinaryData("head", "AAAA"),
                    it -> it.addToBinaryData("head", "*"),
                    it -> it.addToBinaryData("seal", ""),
                    it -> it.removeFromBinaryData("seal"),
                    it -> it.withData(null),
                    it -> it.withBinaryData(null),
                    it -> it.editMetadata().withOwnerReferences().endMetadata());
            for (UnaryOperator<ConfigMapBuilder> forgery : forgeries) {
                tampered(any -> forgery.apply(new ConfigMapBuilder(ours)));
                assertThatThrownBy(() -> head("b").read())
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("-checkpoint\" that is not this LoadTest's checkpoint");
            }
        }

        @Test
        void headOfOtherRunIsInvalid() throws IOException {
            assertThat(head("a").write(1, bytes(1))).isTrue();
            LoadTest other = SampleTests.test();
            other.getMetadata().setUid("another");
            Seal others = new OperatorKey(new byte[32]).seal(OperatorKey.Purpose.CHECKPOINT_HEAD, other);
            ConfigMap head = objects.stored.firstEntry().getValue();
            assertThat(SealedHead.of(head, seal)).isPresent();
            assertThat(SealedHead.of(head, others)).isEmpty();
        }

        @Test
        void leadingCoordinatorOverwrites() throws IOException {
            StoredHead head = head("a");
            assertThat(head.write(1, bytes(1))).isTrue();
            ConfigMap first = objects.stored.firstEntry().getValue();
            StoredHead next = head("b");
            next.read();
            assertThat(next.write(2, bytes(2))).isTrue();

            objects.put(new ConfigMapBuilder(first)
                    .addToData("epoch", String.valueOf(Long.MAX_VALUE))
                    .build());
            assertThat(next.write(2, bytes(3))).isTrue();
            objects.put(first);
            assertThat(next.write(2, bytes(4))).isTrue();
            objects.stored.clear();
            assertThat(next.write(2, bytes(5))).isTrue();
            assertThat(content()).containsExactly(5);
        }

        @Test
        void foreignObjectStays() throws IOException {
            StoredHead head = head("a");
            assertThat(head.write(1, bytes(1))).isTrue();
            objects.put(new ConfigMapBuilder(objects.stored.firstEntry().getValue())
                    .editMetadata()
                    .withUid("another")
                    .withOwnerReferences()
                    .endMetadata()
                    .build());
            assertThatThrownBy(() -> head.write(1, bytes(2)))
                    .isInstanceOf(CheckpointRefusedException.class)
                    .hasMessageContaining("not this LoadTest's");
        }
    }

    @Nested
    class LostAnswers {
        @Test
        void lostAnswerOfOwnWrite() throws IOException {
            StoredHead head = head("a");
            assertThat(head.write(1, bytes(1))).isTrue();
            objects.loseNextAnswer();
            assertThatThrownBy(() -> head.write(1, bytes(2))).isInstanceOf(IllegalStateException.class);
            assertThat(head.write(1, bytes(2))).isTrue();
            assertThat(head.write(1, bytes(3))).isTrue();
        }

        @Test
        void lostAnswerWhileRaisingEpoch() throws IOException {
            assertThat(head("a").write(1, bytes(1))).isTrue();
            StoredHead next = head("b");
            next.read();
            objects.loseNextAnswer();
            assertThatThrownBy(() -> next.write(2, bytes(1))).isInstanceOf(IllegalStateException.class);
            assertThat(next.write(2, bytes(1))).isTrue();
        }

        @Test
        void lostAnswerWhileBeginning() throws IOException {
            StoredHead head = head("a");
            objects.loseNextAnswer();
            assertThatThrownBy(() -> head.write(1, bytes(1))).isInstanceOf(IllegalStateException.class);
            assertThat(head.write(1, bytes(1))).isTrue();
        }
    }
}
