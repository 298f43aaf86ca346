package dev.loadtest.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** README's example in a kind cluster of one node with two cores. */
class SmallClusterTest {
    private static final Path PROJECT = Path.of("..");
    private static final BigDecimal NODE = new BigDecimal("2");
    /** Requested by API server, controllers, scheduler, etcd, two CoreDNS and kindnet. */
    private static final BigDecimal OF_KIND = new BigDecimal("0.950");

    private static JsonNode yaml(String file) throws IOException {
        return new YAMLMapper().readTree(PROJECT.resolve(file).toFile());
    }

    private static BigDecimal cores(String quantity) {
        return new Quantity(quantity).getNumericalAmount();
    }

    @Test
    void exampleFits() throws IOException {
        JsonNode test = yaml("examples/plot-service/loadtest.yaml").get("spec");
        BigDecimal workers = cores(test.at("/worker/resources/requests/cpu").asText())
                .multiply(new BigDecimal(test.get("parallelism").asInt()));
        BigDecimal operator = cores(yaml("helm/loadtest-operator/values.yaml")
                .at("/resources/requests/cpu")
                .asText());
        String service = Files.readString(PROJECT.resolve("examples/plot-service/service.yaml"))
                .split("---\n")[1];
        BigDecimal target = Serialization.unmarshal(service, Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getResources()
                .getRequests()
                .get("cpu")
                .getNumericalAmount();
        assertThat(OF_KIND.add(workers).add(operator).add(target)).isPositive().isLessThanOrEqualTo(NODE);
        assertThat(workers).isPositive();
    }
}
