package dev.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

class JunitXmlTest {

    @Test
    void goldenFile() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JunitXml.write(SampleRuns.small(), out);
        assertThat(out.toString("UTF-8")).isEqualTo(Golden.read("small-junit.xml"));
    }

    @Test
    void casesAndThresholdsWithReasons() throws Exception {
        RunResult run = SampleRuns.plots();
        List<Element> testCases = elements(document(run), "testcase");
        assertThat(testCases)
                .hasSize(run.cases().size() + run.thresholds().size())
                .extracting(t -> t.getAttribute("name"))
                .containsAll(run.cases().stream().map(RunResult.CaseResult::id).toList())
                .doesNotHaveDuplicates();
        Element failed = named(testCases, "hammering[forced-iter3]");
        assertThat(failed.getAttribute("classname")).isEqualTo("plot-service.hammering");
        Element failure = (Element) failed.getFirstChild();
        assertThat(failure.getTagName()).isEqualTo("failure");
        assertThat(failure.getAttribute("message")).startsWith("4 of 20 tracked requests failed");
        assertThat(failure.getTextContent()).contains("tracked: 20 planned, 20 sent");
        assertThat(mark(named(testCases, "ultrakill[cached-iter9]"))).isEqualTo("skipped");
        assertThat(mark(named(testCases, "process[forced-d.csv]"))).isEqualTo("error");
        assertThat(mark(named(testCases, "p99 < 5s [cached]"))).isEqualTo("system-out");
        assertThat(named(testCases, "p99 < 5s [cached]").getTextContent()).isEqualTo("p99 < 5s: 9.41 ms");
        assertThat(named(testCases, "failures{kind=tracked}").getTextContent())
                .isEqualTo("failures{kind=tracked} < 5%: 1.42 %");
        assertThat(mark(named(testCases, "p99{request=draw-valid,variant=forced} < 2s")))
                .isEqualTo("failure");
        assertThat(mark(named(testCases, "max{phase=soak} < 1s"))).isEqualTo("skipped");
    }

    /** The case that the threshold stopped is not a second failure. */
    @Test
    void abortingThresholdCountsOnce() throws Exception {
        RunResult plots = SampleRuns.plots();
        RunResult.ThresholdResult broken = plots.thresholds().stream()
                .filter(t -> t.result() == RunResult.ThresholdResult.Result.FAILED)
                .findFirst()
                .orElseThrow();
        Threshold aborting = new Threshold(
                broken.threshold().expr(),
                broken.threshold().metric(),
                broken.threshold().labels(),
                broken.threshold().comparison(),
                broken.threshold().limit(),
                broken.threshold().unit(),
                true);
        RunResult.ThresholdResult aborted = new RunResult.ThresholdResult(
                aborting,
                broken.phase(),
                broken.variant(),
                broken.value(),
                broken.result(),
                aborting.expr() + ": was 2 s");
        RunResult.CaseResult first = plots.cases().getFirst();
        RunResult.CaseResult stopped = new RunResult.CaseResult(
                first.id(),
                first.phase(),
                first.variant(),
                first.item(),
                Outcome.ERROR,
                "stopped while running: " + aborted.sentence(),
                first.startTime(),
                first.seconds(),
                first.gapMicros(),
                first.startSkewMicros(),
                first.totals(),
                first.captured());

        Element root = document(SampleRuns.with(plots, List.of(stopped), List.of(aborted), List.of(), List.of()));

        assertThat(mark(named(elements(root, "testcase"), first.id()))).isEqualTo("skipped");
        assertThat(elements(root, "failure")).hasSize(1);
        assertThat(elements(root, "error")).isEmpty();
    }

    @Test
    void verdictWithoutTestCase() throws Exception {
        List<Element> testCases = elements(document(SampleRuns.empty()), "testcase");
        assertThat(testCases).hasSize(1);
        assertThat(mark(testCases.getFirst())).isEqualTo("error");
        assertThat(testCases.getFirst().getAttribute("time")).isEqualTo("0.000");
        assertThat(((Element) testCases.getFirst().getFirstChild()).getAttribute("message"))
                .isEqualTo("stopped before the first case");
    }

    @Test
    void skippedCasesOnlyIsFailed() throws Exception {
        RunResult plots = SampleRuns.plots();
        List<RunResult.CaseResult> skipped = plots.cases().stream()
                .filter(item -> item.outcome() == Outcome.SKIPPED)
                .toList();
        RunResult run = SampleRuns.with(plots, skipped, List.of(), List.of(), List.of());

        List<Element> testCases = elements(document(run), "testcase");
        assertThat(skipped).isNotEmpty();
        assertThat(testCases).hasSize(skipped.size() + 1);
        assertThat(testCases.getLast().getAttribute("name")).isEqualTo("verdict");
        assertThat(mark(testCases.getLast())).isEqualTo("failure");
        assertThat(((Element) testCases.getLast().getFirstChild()).getAttribute("message"))
                .isEqualTo(run.message());
    }

    @Test
    void thresholdOfUnselectedPhase() throws Exception {
        RunResult plots = SampleRuns.plots();
        RunResult.ThresholdResult soak = plots.thresholds().getLast();
        RunResult.ThresholdResult unselected = new RunResult.ThresholdResult(
                soak.threshold(), "soak", null, null, RunResult.ThresholdResult.Result.NOT_SELECTED, "not selected");
        RunResult run = SampleRuns.with(plots, plots.cases(), List.of(unselected), List.of(), List.of());

        Element testCase =
                named(elements(document(run), "testcase"), soak.threshold().expr());
        assertThat(testCase.getAttribute("classname")).isEqualTo("plot-service.soak");
        assertThat(((Element) testCase.getParentNode()).getAttribute("name")).isEqualTo("run");
        assertThat(mark(testCase)).isEqualTo("skipped");
    }

    @Test
    void forbiddenCharacters() throws Exception {
        List<Element> testCases = elements(document(SampleRuns.hostile()), "testcase");
        String message =
                ((Element) named(testCases, "hammering[forced-iter3]").getFirstChild()).getAttribute("message");
        assertThat(message)
                .startsWith(
                        "</script><script>window.pwned=1</script><!-- \"'`&amp; <b onclick=x> \uD83D\uDE80 [31m  lone")
                .contains("]]> {{name}}")
                .endsWith("é中");
    }

    /** The common rules of Jenkins' junit-10.xsd and the older schema of Ant. */
    @ParameterizedTest
    @ValueSource(strings = {"plots", "hostile", "empty", "small"})
    void schemaRules(String name) throws Exception {
        RunResult run =
                switch (name) {
                    case "plots" -> SampleRuns.plots();
                    case "hostile" -> SampleRuns.hostile();
                    case "empty" -> SampleRuns.empty();
                    default -> SampleRuns.small();
                };
        Element root = document(run);
        assertThat(root.getTagName()).isEqualTo("testsuites");
        adds(root, elements(root, "testcase"));
        for (Element suite : elements(root, "testsuite")) {
            assertThat(suite.getParentNode()).isSameAs(root);
            assertThat(suite.getAttribute("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
            adds(suite, elements(suite, "testcase"));
            List<String> children =
                    children(suite).stream().map(Element::getTagName).toList();
            assertThat(children).first().isEqualTo("properties");
            assertThat(children.subList(1, children.size())).containsOnly("testcase");
        }
        assertThat(elements(root, "testcase")).allSatisfy(JunitXmlTest::isValid);
    }

    private static void isValid(Element testCase) {
        assertThat(testCase.getAttribute("name")).isNotBlank();
        assertThat(testCase.getAttribute("classname")).isNotBlank();
        assertThat(testCase.getAttribute("time")).matches("\\d+\\.\\d{3}");
        List<Element> children = children(testCase);
        assertThat(children).hasSizeLessThan(2);
        if (!children.isEmpty() && children.getFirst().getTagName().equals("system-out")) {
            assertThat(children.getFirst().getTextContent()).isNotBlank();
            return;
        }
        assertThat(children).allSatisfy(mark -> {
            assertThat(mark.getTagName()).isIn(Set.of("failure", "error", "skipped"));
            assertThat(mark.getAttribute("message")).isNotBlank();
            assertThat(mark.getAttribute("type")).isNotBlank();
        });
    }

    private static void adds(Element suites, List<Element> testCases) {
        assertThat(suites.getAttribute("name")).isNotBlank();
        assertThat(suites.getAttribute("time")).matches("\\d+\\.\\d{3}");
        assertThat(suites.getAttribute("tests")).isEqualTo(Integer.toString(testCases.size()));
        assertThat(suites.getAttribute("failures")).isEqualTo(count(testCases, "failure"));
        assertThat(suites.getAttribute("errors")).isEqualTo(count(testCases, "error"));
        assertThat(suites.getAttribute("skipped")).isEqualTo(count(testCases, "skipped"));
    }

    private static String count(List<Element> testCases, String mark) {
        return Long.toString(
                testCases.stream().filter(t -> mark(t).equals(mark)).count());
    }

    private static String mark(Element testCase) {
        List<Element> children = children(testCase);
        return children.isEmpty() ? "" : children.getFirst().getTagName();
    }

    private static Element named(List<Element> testCases, String prefix) {
        return testCases.stream()
                .filter(t -> t.getAttribute("name").startsWith(prefix))
                .findFirst()
                .orElseThrow();
    }

    private static Element document(RunResult run) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JunitXml.write(run, out);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(out.toByteArray()))
                .getDocumentElement();
    }

    private static List<Element> elements(Element under, String tag) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < under.getElementsByTagName(tag).getLength(); i++) {
            elements.add((Element) under.getElementsByTagName(tag).item(i));
        }
        return elements;
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element childElement) {
                children.add(childElement);
            }
        }
        return children;
    }
}
