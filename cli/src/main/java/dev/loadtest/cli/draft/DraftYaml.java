package dev.loadtest.cli.draft;

import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.display.ShellWord;
import dev.loadtest.cli.draft.DraftRequest.Body;
import dev.loadtest.cli.draft.DraftRequest.Capture;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The text of a draft: a manifest with comments. Pure: no I/O. */
public final class DraftYaml {
    private static final int LONGEST_COMMENT = 240;

    private final List<String> lines = new ArrayList<>();

    private DraftYaml() {}

    /**
     * @param schema the comment by which editors find the schema
     * @param command with which the user runs this program, such as {@code ./loadtest}
     * @param file the manifest's path as the user types it
     */
    public static String of(Draft draft, String schema, String command, String file) {
        DraftYaml yaml = new DraftYaml();
        yaml.lines.add(schema);
        yaml.head(draft, command, file);
        yaml.target(draft);
        yaml.lines.add("  requests:");
        draft.requests().forEach(yaml::request);
        yaml.journey(draft.steps());
        yaml.lines.addAll(DraftPhases.of(draft));
        return String.join("\n", yaml.lines) + "\n";
    }

    private void head(Draft draft, String command, String file) {
        comment("", draft.origin());
        lines.add("#   " + command + " validate " + ShellWord.of(OneLine.of(file)));
        lines.add("#   " + command + " run " + ShellWord.of(OneLine.of(file)));
        if (!draft.notes().isEmpty()) {
            lines.add("# To be checked, and what was not translated:");
            draft.notes().forEach(note -> comment("", "- " + note));
        }
        lines.add("apiVersion: loadtest.dev/v1alpha1");
        lines.add("kind: LoadTest");
        lines.add("metadata: {name: " + Yaml.text(draft.name()) + "}");
        lines.add("spec:");
    }

    private void target(Draft draft) {
        lines.add("  target: {url: " + Yaml.quoted(draft.url()) + "}     # --target URL aims elsewhere");
        if (!draft.targets().isEmpty()) {
            lines.add("  targets:");
            draft.targets()
                    .forEach(target -> lines.add(
                            "  - {name: " + Yaml.text(target.name()) + ", url: " + Yaml.quoted(target.url()) + "}"));
        }
    }

    private void request(DraftRequest request) {
        if (!request.comment().isEmpty()) {
            comment("  ", request.comment());
        }
        lines.add("  - name: " + Yaml.text(request.name()));
        String target = request.target();
        if (target != null) {
            field("target", Yaml.text(target));
        }
        if (!request.method().equals("GET")) {
            field("method", Yaml.text(request.method()));
        }
        field("path", Yaml.text(request.path()));
        if (!request.query().isEmpty()) {
            field("query", Yaml.fields(request.query()));
        }
        if (!request.headers().isEmpty()) {
            field("headers", Yaml.fields(request.headers()));
        }
        body(request.body());
        if (!request.captures().isEmpty()) {
            field("capture", "");
            request.captures().forEach(this::capture);
        }
        if (request.status() != 0) {
            field("expect", "{status: [" + request.status() + "]}");
        }
    }

    private void body(Body body) {
        switch (body) {
            case Body.None none -> {}
            case Body.Json json -> {
                field("body", "");
                lines.add("      json: " + Yaml.json(json.value(), 6));
            }
            case Body.Text text -> {
                field("body", "");
                lines.add("      text: " + Yaml.quoted(text.text()));
                lines.add("      contentType: " + Yaml.text(text.contentType()));
            }
            case Body.Form form -> field("form", Yaml.fields(form.fields()));
            case Body.Multipart multipart ->
                field(
                        "multipart",
                        multipart.parts().stream()
                                .map(part ->
                                        "{name: " + Yaml.text(part.name()) + ", text: " + Yaml.text(part.value()) + "}")
                                .collect(Collectors.joining(", ", "[", "]")));
        }
    }

    private void capture(Capture capture) {
        lines.add("    - {name: " + Yaml.text(capture.name()) + ", "
                + capture.from().field() + ": " + Yaml.quoted(capture.expression())
                + (capture.sensitive() ? ", sensitive: true}" : "}"));
    }

    private void journey(List<Draft.Step> steps) {
        if (steps.isEmpty()) {
            return;
        }
        lines.add("  journeys:");
        lines.add("  - name: " + DraftPhases.JOURNEY);
        lines.add("    steps:");
        for (Draft.Step step : steps) {
            String think = step.thinkMillis() == 0 ? "" : ", think: " + duration(step.thinkMillis());
            lines.add("    - {request: " + Yaml.text(step.request()) + think + "}");
        }
    }

    private static String duration(long millis) {
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }

    private void field(String name, String value) {
        lines.add(("    " + name + ": " + value).stripTrailing());
    }

    private void comment(String indent, String text) {
        String line = OneLine.of(text);
        lines.add(indent + "# " + shortened(line));
    }

    /** Between characters, never in one of two {@code char}s. */
    private static String shortened(String line) {
        int end = line.length() <= LONGEST_COMMENT || !Character.isHighSurrogate(line.charAt(LONGEST_COMMENT - 1))
                ? LONGEST_COMMENT
                : LONGEST_COMMENT - 1;
        return line.length() <= LONGEST_COMMENT ? line : line.substring(0, end) + "…";
    }
}
