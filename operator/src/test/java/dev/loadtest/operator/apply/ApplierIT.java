package dev.loadtest.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.decide.Decision;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.key.OperatorKey;
import dev.loadtest.operator.report.EventNote;
import dev.loadtest.operator.report.EventReason;
import dev.loadtest.operator.report.Statuses;
import dev.loadtest.operator.run.RemoteConnector;
import dev.loadtest.operator.run.Runs;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs whose objects an API server refuses. */
@Timeout(30)
class ApplierIT {
    private static final LoadTest TEST =
            SampleTests.test(Statuses.started(State.STARTING, SampleTests.NOW.minusSeconds(10)));
    private static final Decision CREATE = new Decision.CreateObjects(SampleTests.runnable(SampleTests.test()));

    /** Writes for a run without any objects. */
    private static JsonNode statusAfter(ApiServer server) {
        try (Runs runs = new Runs()) {
            OperatorKey key = new OperatorKey(new byte[32]);
            Applier applier = new Applier(
                    server.client(),
                    runs,
                    new RemoteConnector(),
                    key,
                    SampleTests.settings(),
                    new TargetGuard(SampleTests.settings().targets()),
                    () -> SampleTests.NOW);
            assertThat(applier.apply(SampleTests.seen(TEST), CREATE)).isEqualTo(Applier.Applied.DONE);
            return server.status().orElseThrow();
        }
    }

    @Test
    void createsMissingObjectsPlanFirst() throws IOException {
        try (ApiServer server = new ApiServer()) {
            assertThat(statusAfter(server).at("/message").asText()).isEqualTo("the workers are being created");
            assertThat(server.written()).containsExactly("configmaps", "networkpolicies", "jobs", "loadtests");
        }
    }

    @Test
    void finalRefusalEndsRun() throws IOException {
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
    void forbiddenIsAnObstacle() throws IOException {
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

    @Test
    void repeatedEventIsCounted() throws IOException {
        try (ApiServer server = new ApiServer()) {
            Cluster cluster = new Cluster(server.client());
            EventNote note = new EventNote(EventReason.SUSPENDED, "suspend is set");
            for (int second = 0; second < 3; second++) {
                cluster.tell(note.event(TEST, SampleTests.NOW.plusSeconds(second)));
            }
            JsonNode event = server.get("."
                            + note.event(TEST, SampleTests.NOW)
                                    .getMetadata()
                                    .getName()
                                    .split("[.]")[1])
                    .orElseThrow();
            assertThat(event.path("count").asInt()).isEqualTo(3);
            assertThat(event.path("lastTimestamp").asText())
                    .isEqualTo(SampleTests.NOW.plusSeconds(2).toString());
        }
    }
}
