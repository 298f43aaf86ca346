package dev.loadtest.engine.run.request;

import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.Template;
import dev.loadtest.engine.share.DrawnValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Path and query of a request, complete except for values drawn for each request. Confined to the loop.
 */
final class TargetPattern {
    /** A literal text, or the name of a drawn value. */
    private record Piece(String text, boolean drawn) {}

    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder fixed = new StringBuilder();
    private final StringBuilder text = new StringBuilder();

    private TargetPattern() {}

    /**
     * The pattern of a request.
     *
     * @param changing names whose binding differs between requests; all others bind to the same
     */
    static TargetPattern of(String basePath, RequestTemplate request, Set<String> changing, DrawnValues values) {
        TargetPattern pattern = new TargetPattern();
        pattern.fixed.append(basePath);
        pattern.add(request.path(), changing, values, false);
        // Bound texts contain no question mark: they are percent-encoded.
        boolean first = basePath.indexOf('?') < 0 && !hasQuery(request.path());
        for (RequestTemplate.QueryParameter parameter : request.query()) {
            pattern.fixed.append(first ? '?' : '&').append(Encoding.percent(parameter.name()));
            Template value = parameter.value();
            if (value != null) {
                pattern.fixed.append('=');
                pattern.add(value, changing, values, true);
            }
            first = false;
        }
        pattern.close();
        return pattern;
    }

    /** Path and query of the request with these values. */
    String render(DrawnValues values) {
        text.setLength(0);
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece.drawn()) {
                Encoding.percent(values.text(piece.text()), text);
            } else {
                text.append(piece.text());
            }
        }
        return text.toString();
    }

    private void add(Template template, Set<String> changing, DrawnValues values, boolean encodesLiterals) {
        for (Template.Part part : template.parts()) {
            switch (part) {
                case Template.Literal literal ->
                    fixed.append(encodesLiterals ? Encoding.percent(literal.text()) : literal.text());
                case Template.Reference reference -> {
                    if (changing.contains(reference.name())) {
                        close();
                        pieces.add(new Piece(reference.name(), true));
                    } else {
                        fixed.append(Encoding.percent(values.text(reference.name())));
                    }
                }
            }
        }
    }

    private void close() {
        if (!fixed.isEmpty()) {
            pieces.add(new Piece(fixed.toString(), false));
            fixed.setLength(0);
        }
    }

    private static boolean hasQuery(Template path) {
        return path.parts().stream()
                .anyMatch(part -> part instanceof Template.Literal literal
                        && literal.text().contains("?"));
    }
}
