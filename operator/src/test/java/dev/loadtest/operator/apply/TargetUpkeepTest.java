package dev.loadtest.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Target;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.guard.TargetService;
import dev.loadtest.operator.run.Upkeep;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checks of a running LoadTest's Service. */
class TargetUpkeepTest {
    private final Set<String> apiServers = new HashSet<>();
    private final TargetGuard guard = new TargetGuard(SampleTests.settings().targets(), () -> apiServers);

    private TargetUpkeep upkeep(Optional<TargetService> service) {
        List<Target> targets = SampleTests.runnable(SampleTests.test()).plan().destinations();
        return new TargetUpkeep(Upkeep.NONE, host -> service, guard, targets);
    }

    private Optional<String> look(Optional<TargetService> service) {
        return upkeep(service).look();
    }

    private Optional<String> look(TargetService service) {
        return look(Optional.of(service));
    }

    private static TargetService plots(String... endpoints) {
        return new TargetService("plots", false, List.of("10.96.7.7"), Map.of(), List.of(endpoints));
    }

    @Test
    void allowedServiceContinues() {
        assertThat(look(plots("10.1.2.3"))).isEmpty();
        assertThat(look(plots())).isEmpty();
        assertThat(look(Optional.empty())).isEmpty();
        assertThat(look(new TargetService("plots", false, List.of(), Map.of(), List.of())))
                .isEmpty();
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
        assertThat(upkeep(Optional.empty()).denied()).contains("10.9.9.9");
    }

    @Test
    void objectsAreCheckedFirst() {
        List<Target> targets = SampleTests.runnable(SampleTests.test()).plan().destinations();
        Upkeep objects = () -> Optional.of("its Job is gone");

        assertThat(new TargetUpkeep(objects, host -> Optional.of(TargetService.external("plots")), guard, targets)
                        .look())
                .contains("its Job is gone");
    }
}
