package dev.loadtest.operator.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.operator.SampleTests;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StoredHeadTest {
    private final MemoryConfigMaps objects = new MemoryConfigMaps();

    private StoredHead head(String holder) {
        return new StoredHead(objects, SampleTests.test(), holder);
    }

    private static byte[] bytes(int one) {
        return new byte[] {(byte) one};
    }

    @Test
    void whatWasCommittedIsRead() throws IOException {
        StoredHead first = head("a");
        assertThat(first.read()).isEmpty();
        assertThat(first.write(1, bytes(1))).isTrue();
        assertThat(first.write(1, bytes(7))).isTrue();
        assertThat(head("b").read().orElseThrow()).containsExactly(7);
    }

    @Test
    void whoeverRaisesTheEpochSupersedesTheOneBefore() throws IOException {
        StoredHead old = head("a");
        assertThat(old.write(1, bytes(1))).isTrue();
        StoredHead next = head("b");
        next.read();
        assertThat(next.write(2, bytes(1))).isTrue();
        assertThat(old.write(1, bytes(2))).isFalse();
        assertThat(old.write(1, bytes(3))).isFalse();
        assertThat(head("c").read().orElseThrow()).containsExactly(1);
    }

    @Test
    void ofTwoThatTakeOverInOneInstantOneDoes() throws IOException {
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
    void ofTwoThatBeginInOneInstantOneDoes() throws IOException {
        StoredHead a = head("a");
        StoredHead b = head("b");
        a.read();
        b.read();
        assertThat(a.write(1, bytes(1))).isTrue();
        assertThat(b.write(1, bytes(1))).isFalse();
    }

    @Test
    void aWriteWhoseAnswerWasLostIsOnesOwn() throws IOException {
        StoredHead head = head("a");
        assertThat(head.write(1, bytes(1))).isTrue();
        objects.loseNextAnswer();
        assertThatThrownBy(() -> head.write(1, bytes(2))).isInstanceOf(IllegalStateException.class);
        assertThat(head.write(1, bytes(2))).isTrue();
        assertThat(head.write(1, bytes(3))).isTrue();
    }

    @Test
    void raisingTheEpochSurvivesALostAnswerToo() throws IOException {
        assertThat(head("a").write(1, bytes(1))).isTrue();
        StoredHead next = head("b");
        next.read();
        objects.loseNextAnswer();
        assertThatThrownBy(() -> next.write(2, bytes(1))).isInstanceOf(IllegalStateException.class);
        assertThat(next.write(2, bytes(1))).isTrue();
    }

    @Test
    void beginningSurvivesALostAnswerToo() throws IOException {
        StoredHead head = head("a");
        objects.loseNextAnswer();
        assertThatThrownBy(() -> head.write(1, bytes(1))).isInstanceOf(IllegalStateException.class);
        assertThat(head.write(1, bytes(1))).isTrue();
    }
}
