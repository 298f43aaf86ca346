package dev.loadtest.control.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loadtest.control.seal.BadMessageException;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Template;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.ShareReport;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.capture.Capturing;
import dev.loadtest.engine.run.capture.HeldCaptures;
import dev.loadtest.engine.run.health.HostHealth;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ControlJsonTest {
    private static final int MANY = 400;
    private static final int MAX = 32 << 20;

    @Test
    void planRoundTrip() throws BadMessageException {
        for (long seed = 0; seed < MANY; seed++) {
            LoadPlan plan = new RandomValues(seed).next(LoadPlan.class);
            byte[] bytes = ControlJson.write(plan);

            LoadPlan back = ControlJson.read(bytes, LoadPlan.class, MAX);

            assertThat(back).as("seed %d", seed).isEqualTo(plan);
            assertThat(ControlJson.write(back)).as("seed %d", seed).isEqualTo(bytes);
        }
    }

    @Test
    void orderRoundTrip() throws BadMessageException {
        for (long seed = 0; seed < MANY; seed++) {
            FireOrder order = new RandomValues(seed).next(FireOrder.class);

            assertThat(ControlJson.read(ControlJson.write(order), FireOrder.class, MAX))
                    .as("seed %d", seed)
                    .isEqualTo(order);
        }
    }

    @Test
    void reportRoundTrip() throws BadMessageException {
        for (long seed = 0; seed < MANY; seed++) {
            WorkerReport report = new RandomValues(seed).next(WorkerReport.class);
            byte[] bytes = ControlJson.write(report);

            WorkerReport back = ControlJson.read(bytes, WorkerReport.class, MAX);

            assertThat(ControlJson.write(back)).as("seed %d", seed).isEqualTo(bytes);
            assertThat(back.timeline().state()).isEqualTo(report.timeline().state());
            for (int i = 0; i < report.shares().size(); i++) {
                sameShare(back.shares().get(i), report.shares().get(i));
            }
        }
    }

    @Test
    void instructionRoundTrip() throws BadMessageException {
        for (long seed = 0; seed < MANY; seed++) {
            Instruction instruction = new RandomValues(seed).next(Instruction.class);
            Installation installation = new RandomValues(seed).next(Installation.class);
            HeldCaptures held = new RandomValues(seed).next(HeldCaptures.class);

            assertThat(ControlJson.read(ControlJson.write(instruction), Instruction.class, MAX))
                    .as("seed %d", seed)
                    .isEqualTo(instruction);
            assertThat(ControlJson.read(ControlJson.write(installation), Installation.class, MAX))
                    .as("seed %d", seed)
                    .isEqualTo(installation);
            // Captured values define no equality; equal messages are equal bytes.
            assertThat(ControlJson.write(ControlJson.read(ControlJson.write(held), HeldCaptures.class, MAX)))
                    .as("seed %d", seed)
                    .isEqualTo(ControlJson.write(held));
        }
    }

    private static void sameShare(ShareReport back, ShareReport share) {
        assertThat(back.sheet().state()).isEqualTo(share.sheet().state());
        assertThat(back.blocks().state()).isEqualTo(share.blocks().state());
        assertThat(back.samples()).isEqualTo(share.samples());
        assertThat(back.failures()).isEqualTo(share.failures());
        assertThat(back.captured().keySet()).isEqualTo(share.captured().keySet());
        share.captured().forEach((name, captured) -> {
            Capturing same = back.captured().get(name);
            assertThat(same.kept()).isEqualTo(captured.kept());
            assertThat(same.seen()).isEqualTo(captured.seen());
        });
    }

    @Test
    void templateRoundTrip() throws BadMessageException {
        Template dollar = new Template(java.util.List.of(new Template.Literal("$"), new Template.Reference("price")));

        assertThat(ControlJson.read(ControlJson.write(dollar), Template.class, MAX))
                .isEqualTo(dollar);
    }

    @Test
    void unknownFieldIsIgnored() throws Exception {
        ObjectMapper json = new ObjectMapper();
        ObjectNode message = (ObjectNode) json.readTree(ControlJson.write(new HostHealth(3, 4)));
        ((ObjectNode) message.get("body")).putObject("later").put("is", "no known choice");

        assertThat(ControlJson.read(json.writeValueAsBytes(message), HostHealth.class, MAX))
                .isEqualTo(new HostHealth(3, 4));
    }

    @Test
    void missingCountIsRefused() {
        refused("{\"protocol\":2,\"body\":{\"gcPauseMillis\":3}}", "not a HostHealth", "throttledMillis");
        refused("{\"protocol\":2,\"body\":{\"gcPauseMillis\":3,\"throttledMillis\":null}}", "throttledMillis");
    }

    @Test
    void otherVersionIsRefused() {
        refused("{\"protocol\":1,\"body\":no JSON", "protocol 1", "speaks 2");
    }

    @Test
    void malformedMessageIsRefused() {
        refused("", "does not begin with its protocol version");
        refused("[]", "does not begin with its protocol version");
        refused("{\"body\":{},\"protocol\":2}", "does not begin with its protocol version");
        refused("{\"protocol\":2}", "no body");
        refused("{\"protocol\":2,\"body\":null}", "null");
        refused("{\"protocol\":2,\"body\":{", "not JSON");
    }

    @Test
    void errorsHideValues() {
        assertThatThrownBy(() -> ControlJson.read(
                        bytes("{\"protocol\":2,\"body\":{\"gcPauseMillis\":\"hunter2\"}}"), HostHealth.class, MAX))
                .isInstanceOf(BadMessageException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void longMessageIsRefused() {
        byte[] message = ControlJson.write(new HostHealth(3, 4));

        assertThatThrownBy(() -> ControlJson.read(message, HostHealth.class, message.length - 1))
                .isInstanceOf(BadMessageException.class)
                .hasMessageContaining("over " + (message.length - 1));
    }

    private static void refused(String message, String... words) {
        assertThatThrownBy(() -> ControlJson.read(bytes(message), HostHealth.class, MAX))
                .isInstanceOf(BadMessageException.class)
                .hasMessageContainingAll(words);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
