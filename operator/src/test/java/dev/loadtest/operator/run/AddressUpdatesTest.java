package dev.loadtest.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Addresses that workers are told during a run. */
class AddressUpdatesTest {
    private final Set<String> allowed = new TreeSet<>(Set.of("10.1.0.1/32"));
    private final Set<String> apiServers = new TreeSet<>(Set.of("10.0.0.1"));
    private final NotingWorker first = new NotingWorker(0);
    private final NotingWorker second = new NotingWorker(1);
    private final List<PodWorker> living = new ArrayList<>(List.of(first.port()));
    private final AddressUpdates updates =
            new AddressUpdates(() -> Optional.of(new RunAddresses(allowed, apiServers)), () -> living);

    @Test
    void changesAreSentOnce() {
        updates.look();
        updates.look();
        assertThat(first.told()).containsExactly("update 1: [10.1.0.1/32] without [10.0.0.1]");

        allowed.add("10.1.0.2/32");
        updates.look();
        updates.look();
        allowed.remove("10.1.0.1/32");
        apiServers.add("10.0.0.2");
        updates.look();
        updates.look();

        assertThat(first.told())
                .containsExactly(
                        "update 1: [10.1.0.1/32] without [10.0.0.1]",
                        "update 2: [10.1.0.1/32, 10.1.0.2/32] without [10.0.0.1]",
                        "update 3: [10.1.0.2/32] without [10.0.0.1, 10.0.0.2]");
    }

    /** It starts with the addresses of the plan, which may be outdated. */
    @Test
    void replacementIsTold() {
        updates.look();
        living.add(second.port());
        updates.look();
        assertThat(first.told()).hasSize(1);
        assertThat(second.told()).containsExactly("update 1: [10.1.0.1/32] without [10.0.0.1]");
    }

    @Test
    void unansweredIsRepeated() {
        first.refuse("the network is away");
        updates.look();
        first.accept();
        updates.look();
        updates.look();
        assertThat(first.told()).hasSize(2);
    }

    /** Its endpoints have all left. */
    @Test
    void nothingAllowedIsTold() {
        allowed.clear();
        apiServers.clear();
        updates.look();
        assertThat(first.told()).containsExactly("update 1: [] without []");
    }

    @Test
    void nothingKnownIsNotTold() {
        AddressUpdates silent = new AddressUpdates(Optional::empty, () -> living);
        silent.look();
        assertThat(first.told()).isEmpty();
    }
}
