package dev.loadtest.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private final Delivery delivery = new Delivery();

    @Test
    void nothingIsOwedWhereNothingWasFired() {
        assertThat(delivery.isComplete()).isTrue();
    }

    @Test
    void aShareIsGotWhenTheCoordinatorGoesOnFromItsClosedReport() {
        delivery.fired("a");
        delivery.told(4, List.of());
        delivery.got(4);
        assertThat(delivery.isComplete()).isFalse();

        delivery.told(7, List.of("a"));
        delivery.got(6);
        assertThat(delivery.isComplete()).isFalse();

        // Told again, because the answer before was lost on the way.
        delivery.told(9, List.of("a"));
        delivery.got(7);
        assertThat(delivery.isComplete()).isTrue();
    }

    @Test
    void whatTheCoordinatorForgetsItHas() {
        delivery.fired("a");
        delivery.fired("b");
        delivery.forgotten(List.of("a"));
        assertThat(delivery.isComplete()).isFalse();

        delivery.forgotten(List.of("b"));
        assertThat(delivery.isComplete()).isTrue();
    }
}
