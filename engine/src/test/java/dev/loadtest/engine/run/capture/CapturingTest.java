package dev.loadtest.engine.run.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.share.CapturedValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapturingTest {

    @Test
    void firstTenThousandAreKept() {
        Capturing capturing = new Capturing();
        for (long k = 12_000; k > 0; k--) {
            capturing.add(k, new CapturedValue("v" + k, false));
        }

        assertThat(capturing.kept())
                .hasSize(Capturing.MAX_VALUES)
                .containsKeys(1L, 10_000L)
                .doesNotContainKey(10_001L);
        assertThat(capturing.seen()).isEqualTo(12_000);
    }

    @Test
    void atMostOneMebibyte() {
        Capturing capturing = new Capturing();
        String large = "x".repeat(400_000);
        for (long k = 0; k < 5; k++) {
            capturing.add(k, new CapturedValue(large, false));
        }

        assertThat(capturing.kept()).containsOnlyKeys(0L, 1L);
    }

    @Test
    void nothingIsKeptBehindTooLargeValue() {
        List<CapturedValue> values = List.of(
                new CapturedValue("x".repeat(400_000), false),
                new CapturedValue("x".repeat(400_000), false),
                new CapturedValue("x".repeat(400_000), false),
                new CapturedValue("small", false));
        Capturing inOrder = new Capturing();
        Capturing backwards = new Capturing();
        Capturing oddOnes = new Capturing();
        Capturing merged = new Capturing();
        for (int k = 0; k < 4; k++) {
            inOrder.add(k, values.get(k));
            backwards.add(3 - k, values.get(3 - k));
            (k % 2 == 1 ? oddOnes : merged).add(k, values.get(k));
        }
        merged.addAll(oddOnes);

        assertThat(inOrder.kept()).containsOnlyKeys(0L, 1L);
        assertThat(backwards.kept()).containsOnlyKeys(0L, 1L);
        assertThat(merged.kept()).containsOnlyKeys(0L, 1L);
        assertThat(merged.seen()).isEqualTo(4);
        assertThat(Capturing.of(merged.kept(), 4, merged.end(), Map.of()).copy().end())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void sameForAnyNumberOfWorkers(int workers) {
        Random random = new Random(workers);
        Capturing alone = new Capturing();
        List<Capturing> shares = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            shares.add(new Capturing());
        }
        List<Long> order = new ArrayList<>();
        for (long k = 0; k < 15_000; k++) {
            order.add(k);
        }
        Collections.shuffle(order, random);
        for (long k : order) {
            CapturedValue value = new CapturedValue("v".repeat((int) (k % 200)), false);
            alone.add(k, value);
            shares.get((int) (k % workers)).add(k, value);
        }
        Collections.shuffle(shares, random);
        Capturing merged = new Capturing();
        shares.forEach(merged::addAll);

        assertThat(merged.kept()).isEqualTo(alone.kept());
        assertThat(merged.seen()).isEqualTo(alone.seen());
    }
}
