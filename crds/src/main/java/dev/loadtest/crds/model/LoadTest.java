package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** A load test: runs once, like a Job; to repeat it, delete it or use generateName. */
@JsonClassDescription(
        "A load test: phases of HTTP requests, shared exactly among workers and judged by their merged results. It runs once, like a Job; to repeat it, delete it and create it again, or use generateName.")
@Group(LoadTest.GROUP)
@Version(LoadTest.VERSION)
@Kind(LoadTest.KIND)
@Plural("loadtests")
@Singular("loadtest")
@ShortNames("ldt")
@io.fabric8.kubernetes.model.annotation.Categories("loadtesting")
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.state")
@AdditionalPrinterColumn(name = "Verdict", jsonPath = ".status.verdict")
@AdditionalPrinterColumn(name = "Progress", jsonPath = ".status.progress")
@AdditionalPrinterColumn(name = "Workers", jsonPath = ".status.summary.workers")
@AdditionalPrinterColumn(name = "Requests", jsonPath = ".status.summary.requests")
@AdditionalPrinterColumn(name = "Failures", jsonPath = ".status.summary.failures")
@AdditionalPrinterColumn(name = "P99", jsonPath = ".status.summary.p99")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Case", jsonPath = ".status.currentCase", priority = 1)
@AdditionalPrinterColumn(name = "RPS", jsonPath = ".status.summary.rps", priority = 1)
@AdditionalPrinterColumn(
        name = "Seed",
        jsonPath = ".status.seed",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1)
@AdditionalPrinterColumn(name = "Message", jsonPath = ".status.message", priority = 1)
@ValidationRule(
        value = "self.metadata.name.size() <= 40 && !self.metadata.name.contains('.')",
        message = "metadata.name must be a DNS label of at most 40 characters")
public class LoadTest extends CustomResource<LoadTestSpec, LoadTestStatus> implements Namespaced {
    public static final String GROUP = "loadtest.dev";
    public static final String VERSION = "v1alpha1";
    public static final String KIND = "LoadTest";
    public static final String API_VERSION = GROUP + "/" + VERSION;
    public static final int MAX_NAME_LENGTH = 40;

    @Override
    @SuppressWarnings("NullAway")
    protected @Nullable LoadTestSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable LoadTestStatus initStatus() {
        return null;
    }
}
