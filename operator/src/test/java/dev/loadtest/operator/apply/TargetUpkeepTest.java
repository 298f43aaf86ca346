package dev.loadtest.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.desired.Destinations;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.guard.TargetService;
import dev.loadtest.operator.run.Upkeep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checks of a running LoadTest's Service, and the addresses that follow from it. */
class TargetUpkeepTest {
    private final Set<String> apiServers = new HashSet<>();
    private final TargetGuard guard = new TargetGuard(SampleTests.settings().targets(), () -> apiServers);

    private Optional<TargetService> service = Optional.empty();
    private final TargetAddresses addresses = addresses(SampleTests.test());

    private TargetAddresses addresses(LoadTest test) {
        return new TargetAddresses(
                host -> service,
                guard,
                SampleTests.runnable(test).plan().destinations(),
                new Destinations(List.of("10.96.7.7/32"), List.of()));
    }

    private TargetUpkeep upkeep(Upkeep objects) {
        return new TargetUpkeep(objects, addresses, guard);
    }

    private Optional<String> look(Optional<TargetService> now) {
        service = now;
        return upkeep(Upkeep.NONE).look();
    }

    private Optional<String> look(TargetService now) {
        return look(Optional.of(now));
    }

    private static TargetService plots(String... endpoints) {
        return new TargetService("plots", false, List.of("10.96.7.7"), Map.of(), List.of(endpoints));
    }

    private static TargetService headless(String... endpoints) {
        return new TargetService("plots", false, List.of(), Map.of("app", "plots"), List.of(endpoints));
    }

    private Set<String> allowed() {
        return upkeep(Upkeep.NONE).addresses().orElseThrow().allowed();
    }

    @Test
    void allowedServiceContinues() {
        assertThat(look(plots("10.1.2.3"))).isEmpty();
        assertThat(look(plots())).isEmpty();
        assertThat(look(Optional.empty())).isEmpty();
        assertThat(look(headless())).isEmpty();
    }

    @Test
    void divertedServiceEndsRun() {
        assertThat(look(plots("10.1.2.3", "10.96.0.1")).orElse(""))
                .startsWith("the target is not allowed any more: ")
                .contains("leads to 10.96.0.1");
        assertThat(look(plots("64:ff9b::a9fe:a9fe")).orElse("")).contains("metadata");
        assertThat(look(TargetService.external("plots")).orElse("")).contains("ExternalName");
    }

    @Test
    void newApiServerIsDenied() {
        assertThat(look(plots("10.9.9.9"))).isEmpty();
        apiServers.add("10.9.9.9");
        assertThat(look(plots("10.9.9.9")).orElse("")).contains("leads to 10.9.9.9");
        assertThat(upkeep(Upkeep.NONE).addresses().orElseThrow().denied()).contains("10.9.9.9");
    }

    /** Pods start and end while the run goes on. */
    @Test
    void endpointsOfHeadlessServiceAreFollowed() {
        look(headless("10.1.0.1"));
        assertThat(allowed()).containsExactly("10.1.0.1/32");
        assertThat(addresses.now().selectors()).containsExactly(Map.of("app", "plots"));

        look(headless("10.1.0.1", "10.1.0.2"));
        assertThat(allowed()).containsExactlyInAnyOrder("10.1.0.1/32", "10.1.0.2/32");

        look(headless("10.1.0.2"));
        assertThat(allowed()).containsExactly("10.1.0.2/32");

        look(headless());
        assertThat(allowed()).isEmpty();
    }

    /** The Service was deleted and made again. */
    @Test
    void newClusterIpIsFollowed() {
        assertThat(allowed()).as("the plan's, before the first look").containsExactly("10.96.7.7/32");
        look(Optional.empty());
        assertThat(allowed()).isEmpty();
        look(new TargetService("plots", false, List.of("10.96.7.8"), Map.of(), List.of("10.1.0.1")));
        assertThat(allowed()).containsExactly("10.96.7.8/32");
    }

    @Test
    void deniedEndpointAddsNothing() {
        look(headless("10.1.0.1"));
        assertThat(look(headless("10.1.0.1", "169.254.169.254"))).isPresent();
        assertThat(allowed()).containsExactly("10.1.0.1/32");
    }

    /** The objects are looked at with the new addresses: the NetworkPolicy has to be first. */
    @Test
    void objectsSeeNewAddresses() {
        List<Destinations> seen = new ArrayList<>();
        service = Optional.of(headless("10.1.0.2"));
        upkeep(() -> {
                    seen.add(addresses.now());
                    return Optional.empty();
                })
                .look();
        assertThat(seen).singleElement().satisfies(now -> assertThat(now.addresses())
                .containsExactly("10.1.0.2/32"));
    }

    @Test
    void reasonOfObjectsIsFirst() {
        service = Optional.of(TargetService.external("plots"));
        assertThat(upkeep(() -> Optional.of("its Job is gone")).look()).contains("its Job is gone");
    }
}
