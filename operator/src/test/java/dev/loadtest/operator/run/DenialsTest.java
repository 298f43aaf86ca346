package dev.loadtest.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Addresses of API servers that workers are told during a run. */
class DenialsTest {
    private final Set<String> apiServers = new TreeSet<>(Set.of("10.0.0.1"));
    private final NotingWorker first = new NotingWorker(0);
    private final NotingWorker second = new NotingWorker(1);
    private final List<PodWorker> living = new ArrayList<>(List.of(first.port()));
    private final Denials denials = new Denials(() -> apiServers, () -> living);

    @Test
    void changesAreSentOnce() {
        denials.look();
        denials.look();
        assertThat(first.told()).containsExactly("denied [10.0.0.1]");

        apiServers.add("10.0.0.2");
        denials.look();
        denials.look();
        assertThat(first.told()).hasSize(2).last().asString().contains("10.0.0.1", "10.0.0.2");
    }

    @Test
    void replacementIsTold() {
        denials.look();
        living.add(second.port());
        denials.look();
        assertThat(first.told()).hasSize(1);
        assertThat(second.told()).containsExactly("denied [10.0.0.1]");
    }

    @Test
    void unansweredIsRepeated() {
        first.refuse("the network is away");
        denials.look();
        first.accept();
        denials.look();
        denials.look();
        assertThat(first.told()).hasSize(2);
    }
}
