package dev.loadtest.engine.run.request;

import dev.loadtest.engine.plan.Body;
import dev.loadtest.engine.plan.Header;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.Template;
import dev.loadtest.engine.share.DrawnValues;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Creates the requests of one template within one case, each with its own values. If only path and query contain values
 * that change between requests, the rest is created once and shared. Confined to the loop.
 */
public final class RequestMaker {
    private final RequestPreparer preparer;
    private final RequestTemplate template;
    private final String basePath;
    private final Set<String> changing;
    private final boolean sharesAllButTarget;
    private @Nullable PreparedRequest first;
    private @Nullable TargetPattern pattern;

    /** @param changing names whose value may differ from request to request */
    public RequestMaker(RequestPreparer preparer, RequestTemplate template, Set<String> changing) {
        this.changing = Set.copyOf(changing);
        this.preparer = preparer;
        this.template = template;
        this.basePath = preparer.target().basePath();
        this.sharesAllButTarget = !drawsBody() && isFixed(preparer.target().headers()) && isFixed(template.headers());
    }

    public PreparedRequest make(DrawnValues values) {
        PreparedRequest made = first;
        TargetPattern target = pattern;
        if (made != null && target != null) {
            return made.withTarget(target.render(values));
        }
        made = preparer.prepare(template, values);
        if (sharesAllButTarget) {
            first = made;
            pattern = TargetPattern.of(basePath, template, changing, values);
        }
        return made;
    }

    private boolean isFixed(Collection<Header> headers) {
        return headers.stream()
                .noneMatch(header -> header.value() instanceof Header.Text text && draws(text.template()));
    }

    private boolean drawsBody() {
        return switch (template.body()) {
            case Body.None none -> false;
            case Body.Text text -> draws(text.template());
            case Body.Json json -> draws(json.template());
            case Body.Form form ->
                form.fields().stream().anyMatch(field -> field.value() != null && draws(field.value()));
            // Files are opened for each request and cannot be shared as bytes.
            case Body.File file -> true;
            case Body.Multipart multipart -> true;
        };
    }

    private boolean draws(Template text) {
        return text.names().stream().anyMatch(changing::contains);
    }
}
