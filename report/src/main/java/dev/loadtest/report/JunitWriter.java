package dev.loadtest.report;

import dev.loadtest.engine.result.RunResult;
import dev.loadtest.report.JunitSuite.Mark;
import dev.loadtest.report.JunitSuite.TestCase;
import dev.loadtest.report.json.CleanText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes suites as XML valid for Jenkins' schema and the older one of Ant, which allows no zone in a timestamp. */
final class JunitWriter {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final RunResult result;
    private final XMLStreamWriter xml;

    private JunitWriter(RunResult result, XMLStreamWriter xml) {
        this.result = result;
        this.xml = xml;
    }

    static void write(RunResult result, List<JunitSuite> suites, OutputStream out) throws IOException {
        // Buffered also because the XML writer, given an encoder, splits surrogate pairs.
        BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(writer);
            new JunitWriter(result, xml).document(suites);
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException("cannot write junit.xml: " + e.getMessage(), e);
        }
        writer.flush();
    }

    private void document(List<JunitSuite> suites) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        line();
        xml.writeStartElement("testsuites");
        attribute("name", result.name());
        counts(suites);
        for (JunitSuite suite : suites) {
            line();
            suite(suite);
        }
        line();
        xml.writeEndElement();
        line();
        xml.writeEndDocument();
    }

    private void suite(JunitSuite suite) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        attribute("name", suite.name());
        counts(List.of(suite));
        attribute("timestamp", TIMESTAMP.format(started(suite)));
        properties();
        for (TestCase testCase : suite.cases()) {
            line();
            testCase(testCase);
        }
        line();
        xml.writeEndElement();
    }

    private void counts(List<JunitSuite> suites) throws XMLStreamException {
        attribute("tests", suites.stream().mapToLong(s -> s.cases().size()).sum());
        attribute("failures", count(suites, Mark.FAILURE));
        attribute("errors", count(suites, Mark.ERROR));
        attribute("skipped", count(suites, Mark.SKIPPED));
        attribute(
                "time", seconds(suites.stream().mapToDouble(JunitSuite::seconds).sum()));
    }

    private static long count(List<JunitSuite> suites, Mark mark) {
        return suites.stream().mapToLong(s -> s.count(mark)).sum();
    }

    private Instant started(JunitSuite suite) {
        return result.cases().stream()
                .filter(c -> c.phase().equals(suite.name()))
                .map(RunResult.CaseResult::startTime)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(result.startTime());
    }

    private void properties() throws XMLStreamException {
        line();
        xml.writeStartElement("properties");
        property("loadtest.verdict", result.verdict().label());
        property("loadtest.message", result.message());
        property("loadtest.seed", Long.toString(result.seed()));
        property("loadtest.workers", Integer.toString(result.workers()));
        xml.writeEndElement();
    }

    private void property(String name, String value) throws XMLStreamException {
        xml.writeEmptyElement("property");
        attribute("name", name);
        attribute("value", value);
    }

    private void testCase(TestCase testCase) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute("classname", testCase.classname());
        attribute("name", testCase.name());
        attribute("time", seconds(testCase.seconds()));
        if (testCase.mark() != Mark.PASSED) {
            xml.writeStartElement(testCase.mark().element());
            attribute("message", testCase.message());
            attribute("type", testCase.type());
            xml.writeCharacters(CleanText.xml(text(testCase)));
            xml.writeEndElement();
        } else if (!testCase.detail().isEmpty()) {
            // Jenkins, GitLab and Azure show the output of a test case; hardly any viewer shows its properties.
            xml.writeStartElement("system-out");
            xml.writeCharacters(CleanText.xml(testCase.detail()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** Text content, for readers that ignore the message attribute. */
    private static String text(TestCase testCase) {
        return testCase.detail().isEmpty() ? testCase.message() : testCase.message() + "\n" + testCase.detail();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, CleanText.xmlAttribute(value));
    }

    private void attribute(String name, long value) throws XMLStreamException {
        xml.writeAttribute(name, Long.toString(value));
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", Double.isFinite(seconds) ? Math.max(0, seconds) : 0);
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n");
    }
}
