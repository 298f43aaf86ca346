package dev.loadtest.engine;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The list of third-party software, and the jars of a module's tests that it has to list. */
public final class ThirdParty {
    private static final String LIST = "/META-INF/THIRD-PARTY.md";
    private static final Pattern LINE =
            Pattern.compile("\\| (?<group>[^ :|]+):(?<artifact>[^ :|]+) \\| (?<licence>[^|]*) \\| (?<where>[^|]*) \\|");
    private static final Pattern LICENCE = Pattern.compile("[A-Z][A-Za-z]*-?[0-9A-Za-z.-]*( or [A-Z][A-Za-z0-9.-]*)*");
    /** Modules of the project, and the jar by which its build names the others. */
    private static final Pattern OURS = Pattern.compile("/(loadtest-|surefirebooter)[^/]*$");
    /** Libraries of tests, which nothing carries that is published. */
    private static final List<String> TESTS = List.of(
            "/org/junit/",
            "/org/assertj/",
            "/net/bytebuddy/",
            "/org/opentest4j/",
            "/org/apiguardian/",
            "/com/tngtech/archunit/",
            "/com/networknt/",
            "/com/ethlo/time/");

    private ThirdParty() {}

    /**
     * A line of the list.
     *
     * @param folder where a repository has the component's versions, between slashes
     * @param where what is published that carries it
     */
    public record Component(String folder, String licence, List<String> where) {
        private boolean isIn(String jar) {
            return jar.contains(folder);
        }
    }

    /** The components of the list. */
    public static List<Component> listed() {
        List<Component> listed = new ArrayList<>();
        for (String line : text().lines().toList()) {
            Matcher parts = LINE.matcher(line);
            if (parts.matches()) {
                String folder = "/" + parts.group("group").replace('.', '/') + "/" + parts.group("artifact") + "/";
                listed.add(new Component(
                        folder,
                        parts.group("licence"),
                        List.of(parts.group("where").split(", "))));
            }
        }
        return listed;
    }

    /** Jars on the class path, apart from the project's own and those of tests, that are not listed with a licence. */
    public static List<String> unlisted() {
        return jars().filter(jar -> TESTS.stream().noneMatch(jar::contains))
                .filter(jar -> listed().stream()
                        .noneMatch(component -> component.isIn(jar)
                                && LICENCE.matcher(component.licence()).matches()))
                .toList();
    }

    /** Components that the list says are in something, without a jar on the class path. */
    public static List<String> unused(String where) {
        return listed().stream()
                .filter(component -> component.where().contains(where))
                .filter(component -> jars().noneMatch(component::isIn))
                .map(Component::folder)
                .toList();
    }

    private static Stream<String> jars() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(path.split(File.pathSeparator))
                .map(entry -> entry.replace(File.separatorChar, '/'))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(entry -> !OURS.matcher(entry).find());
    }

    private static String text() {
        try (InputStream in = Objects.requireNonNull(ThirdParty.class.getResourceAsStream(LIST), LIST)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
