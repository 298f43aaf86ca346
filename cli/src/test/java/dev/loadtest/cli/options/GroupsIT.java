package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code group}: phases that run at once. */
class GroupsIT {
    @RegisterExtension
    final Lab lab = new Lab();

    /** No request is answered before one of each phase has come. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "3"})
    void phasesOfAGroupRunAtOnce(String workers) throws IOException {
        CountDownLatch browsed = new CountDownLatch(1);
        CountDownLatch paid = new CountDownLatch(1);
        TestTarget target = lab.target(request -> {
            (request.path().equals("/pay") ? paid : browsed).countDown();
            return Answer.status(came(paid) && came(browsed) ? 200 : 500);
        });

        Finished run = lab.run(target, """
                requests: [{name: browse, path: /browse, timeout: 2m}, {name: pay, path: /pay, timeout: 2m}]
                phases:
                - {name: browsing, group: shop, request: browse, burst: {requests: 3}, maxLateness: 1m}
                - {name: checkout, group: shop, request: pay, maxLateness: 1m}
                - {name: after, request: browse, maxLateness: 1m}
                """, "--workers", workers).passed();

        JsonNode results =
                new ObjectMapper().readTree(run.folder().resolve("results.json").toFile());
        assertThat(results.at("/phases/0/group").asText()).isEqualTo("shop");
        assertThat(results.at("/phases/1/group").asText()).isEqualTo("shop");
        assertThat(results.at("/phases/2/group").asText()).isEmpty();
        assertThat(results.at("/phases/0/tracked/succeeded").asInt()).isEqualTo(3);
        assertThat(results.at("/phases/1/tracked/succeeded").asInt()).isEqualTo(1);
        assertThat(target.received("/browse")).hasSize(4);
    }

    private static boolean came(CountDownLatch request) throws IOException {
        try {
            return request.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Test
    void listShowsThemInOrder() {
        TestTarget target = lab.target();
        assertThat(lab.execute("list", "target: {url: \"" + target.url() + "\"}\n" + """
                        requests: [{name: r, path: /}]
                        phases: [{name: a, group: g, request: r}, {name: b, group: g, request: r, iterations: 2}]
                        """)
                        .out()
                        .lines())
                .containsExactly("a", "b[iter0]", "b[iter1]");
    }
}
