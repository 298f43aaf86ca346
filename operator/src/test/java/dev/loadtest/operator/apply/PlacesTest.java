package dev.loadtest.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PlacesTest {
    @Test
    void theLastPlaceIsGivenOnceThoughNobodyIsSeenRunningYet() {
        Places places = new Places(1);
        assertThat(places.take("a", Set.of())).isTrue();
        assertThat(places.take("b", Set.of())).isFalse();
        assertThat(places.take("a", Set.of())).isTrue();
        places.leave("a");
        assertThat(places.take("b", Set.of())).isTrue();
    }

    @Test
    void whoIsSeenRunningAndHasAPlaceCountsOnce() {
        Places places = new Places(2);
        assertThat(places.take("a", Set.of())).isTrue();
        assertThat(places.take("b", Set.of("a"))).isTrue();
        assertThat(places.take("c", Set.of("a", "b"))).isFalse();
        assertThat(places.take("c", Set.of("z"))).isFalse();
    }

    @Test
    void withoutALimitThereIsAlwaysAPlace() {
        assertThat(new Places(0).take("a", Set.of("b", "c", "d"))).isTrue();
    }
}
