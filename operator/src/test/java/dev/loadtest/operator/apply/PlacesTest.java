package dev.loadtest.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.operator.observe.Admission;
import dev.loadtest.operator.settings.Limits;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static Places places(int most) {
        return new Places(new Limits(most, 0, Duration.ZERO, 0));
    }

    /** All in another namespace. */
    private static Admission running(String... uids) {
        return new Admission(Set.of(uids), Set.of(), 1, 0, false);
    }

    @Test
    void perNamespace() {
        Places places = new Places(new Limits(0, 1, 0, 0, Duration.ZERO, Duration.ZERO, 0));
        assertThat(places.take("a", "shop", running())).isTrue();
        assertThat(places.take("b", "shop", running("a"))).isFalse();
        assertThat(places.take("c", "pay", running("a"))).isTrue();
        Admission beside = new Admission(Set.of("x"), Set.of("x"), 2, 1, false);
        assertThat(places.take("d", "other", beside)).isFalse();
        places.leave("a");
        assertThat(places.take("b", "shop", running())).isTrue();
    }

    @Test
    void lastPlaceIsGivenOnce() {
        Places places = places(1);
        assertThat(places.take("a", "shop", running())).isTrue();
        assertThat(places.take("b", "shop", running())).isFalse();
        assertThat(places.take("a", "shop", running())).isTrue();
        places.leave("a");
        assertThat(places.take("b", "shop", running())).isTrue();
    }

    @Test
    void runningHolderCountsOnce() {
        Places places = places(2);
        assertThat(places.take("a", "shop", running())).isTrue();
        assertThat(places.take("b", "shop", running("a"))).isTrue();
        assertThat(places.take("c", "shop", running("a", "b"))).isFalse();
        assertThat(places.take("c", "shop", running("z"))).isFalse();
    }

    @Test
    void unlimited() {
        assertThat(places(0).take("a", "shop", running("b", "c", "d"))).isTrue();
    }
}
