package dev.loadtest.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.decide.Decision;
import dev.loadtest.operator.key.OperatorKey;
import dev.loadtest.operator.report.Statuses;
import dev.loadtest.operator.run.RemoteConnector;
import dev.loadtest.operator.run.Runs;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a run whose objects an API server refuses. */
@Timeout(30)
class ApplierIT {
    private static final LoadTest TEST =
            SampleTests.test(Statuses.started(State.STARTING, SampleTests.NOW.minusSeconds(10)));
    private static final Decision CREATE = new Decision.CreateObjects(SampleTests.runnable(SampleTests.test()));

    /** What is written of a run that lacks all of its objects. */
    private static JsonNode statusAfter(ApiServer server) {
        try (Runs runs = new Runs();
                RemoteConnector connector = new RemoteConnector()) {
            OperatorKey key = new OperatorKey(new byte[32]);
            Applier applier = new Applier(server.client(), runs, connector, key, SampleTests.settings(), List::of);
            assertThat(applier.apply(SampleTests.seen(TEST), CREATE)).isTrue();
            return server.status().orElseThrow();
        }
    }

    @Test
    void whatIsMissingIsMadeThePlanFirst() throws IOException {
        try (ApiServer server = new ApiServer()) {
            assertThat(statusAfter(server).at("/message").asText()).isEqualTo("the workers are being made");
            assertThat(server.written()).containsExactly("configmaps", "networkpolicies", "jobs", "loadtests");
        }
    }

    @Test
    void anObjectThatIsRefusedForGoodEndsTheRunAtOnce() throws IOException {
        try (ApiServer server = new ApiServer()) {
            server.refuse("jobs", 422, "Job.batch is invalid: value must be empty when operator is Exists");
            JsonNode status = statusAfter(server);
            assertThat(status.at("/verdict").asText()).isEqualTo("Error");
            assertThat(status.at("/message").asText())
                    .isEqualTo("the Job cannot be made: Job.batch is invalid: value must be empty when operator is"
                            + " Exists");
            assertThat(server.written()).endsWith("loadtests", "events");
        }
    }

    @Test
    void anObjectThatIsForbiddenForNowIsSaidAsAnObstacle() throws IOException {
        try (ApiServer server = new ApiServer()) {
            server.refuse("configmaps", 403, "configmaps is forbidden: exceeded quota: few");
            JsonNode status = statusAfter(server);
            assertThat(status.at("/state").asText()).isEqualTo("Starting");
            assertThat(status.at("/message").asText())
                    .isEqualTo("the ConfigMap cannot be made: configmaps is forbidden: exceeded quota: few");
            assertThat(status.at("/conditions/0/reason").asText()).isEqualTo("WorkersNotReady");
            assertThat(server.written()).containsExactly("loadtests", "events");
        }
    }
}
