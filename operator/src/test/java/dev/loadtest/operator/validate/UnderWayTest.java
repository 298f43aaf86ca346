package dev.loadtest.operator.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.guard.TargetService;
import dev.loadtest.operator.observe.Inputs;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.run.RunSnapshot;
import dev.loadtest.operator.settings.Settings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is asked again of a run under way: where its Service leads to now. */
class UnderWayTest {
    private static final Set<String> API_SERVERS = new HashSet<>();

    private static Validated validate(Optional<TargetService> service) {
        Settings settings = SampleTests.settings();
        Observation seen = SampleTests.seen(SampleTests.test());
        RunSnapshot run = new RunSnapshot(null, List.of(), List.of(), null, List.of(), null, false, false, Map.of());
        return new Validator(settings, new TargetGuard(settings.targets(), () -> API_SERVERS))
                .validate(new Observation(
                        seen.test(),
                        seen.plan(),
                        seen.job(),
                        seen.networkPolicy(),
                        seen.pods(),
                        seen.obstacles(),
                        Optional.of(run),
                        seen.trouble(),
                        seen.listing(),
                        Set.of(),
                        new Inputs(service, Map.of(), Map.of()),
                        seen.now()));
    }

    private static TargetService plots(String... endpoints) {
        return new TargetService("plots", false, List.of("10.96.7.7"), Map.of(), List.of(endpoints));
    }

    private static void assertRefused(TargetService service, String why) {
        assertThat(validate(Optional.of(service))).isInstanceOfSatisfying(Validated.Refused.class, it -> assertThat(
                        it.problems().toString())
                .contains("spec.target.url: ", why));
    }

    @Test
    void aServiceThatLeadsWhereItMayIsNotSpokenOf() {
        assertThat(validate(Optional.of(plots("10.1.2.3")))).isInstanceOf(Validated.NotAsked.class);
        assertThat(validate(Optional.of(plots()))).isInstanceOf(Validated.NotAsked.class);
        assertThat(validate(Optional.empty())).isInstanceOf(Validated.NotAsked.class);
        assertThat(validate(Optional.of(new TargetService("plots", false, List.of(), Map.of(), List.of()))))
                .isInstanceOf(Validated.NotAsked.class);
    }

    @Test
    void aServiceWhoseEndpointsWereChangedIsRefused() {
        assertRefused(plots("10.1.2.3", "10.96.0.1"), "leads to 10.96.0.1");
        assertRefused(plots("64:ff9b::a9fe:a9fe"), "metadata");
        assertRefused(TargetService.external("plots"), "ExternalName");
    }

    @Test
    void anApiServerThatHasComeSinceIsDenied() {
        assertThat(validate(Optional.of(plots("10.9.9.9")))).isInstanceOf(Validated.NotAsked.class);
        API_SERVERS.add("10.9.9.9");
        try {
            assertRefused(plots("10.9.9.9"), "leads to 10.9.9.9");
        } finally {
            API_SERVERS.clear();
        }
    }
}
