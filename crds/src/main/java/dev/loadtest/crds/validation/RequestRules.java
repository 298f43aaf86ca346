package dev.loadtest.crds.validation;

import dev.loadtest.crds.manifest.Constraints;
import dev.loadtest.crds.manifest.ParameterForm;
import dev.loadtest.crds.model.BodySpec;
import dev.loadtest.crds.model.HeaderSpec;
import dev.loadtest.crds.model.PartSpec;
import dev.loadtest.crds.model.RequestSpec;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules for a request by itself; {@link BindingRules} check its references. */
final class RequestRules {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH");

    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private final Names names;
    private final Problems problems;

    RequestRules(Names names, Problems problems) {
        this.names = names;
        this.problems = problems;
    }

    void check(RequestSpec request, String path) {
        problems.knows(request.target(), names.targetNames(), "target", path + ".target");
        checkMethod(request.method(), path + ".method");
        if (request.path() != null && BROKEN_ESCAPE.matcher(request.path()).find()) {
            problems.add(path + ".path", "has a \"%\" that begins no escape; write %25 for the character itself");
        }
        ParameterForm.problems(request.query(), 0, path + ".query").forEach(problems::add);
        ParameterForm.problems(request.form(), 1, path + ".form").forEach(problems::add);
        HeaderRules.check(request.headers(), path + ".headers", problems);
        checkBody(request, path);
        ValueRules rules = new ValueRules(names, problems);
        Each.of(request.values(), path + ".values", rules::check);
        rules.checkNames(request.values(), path + ".values");
        new ExpectRules(problems).check(request, path);
        problems.positive(request.timeout(), path + ".timeout");
    }

    private void checkMethod(@Nullable String method, String path) {
        if (method == null) {
            return;
        }
        String upper = method.toUpperCase(Locale.ROOT);
        if (upper.equals("CONNECT")) {
            problems.add(path, "CONNECT opens a tunnel and is no request");
        } else if (METHODS.contains(upper) && !upper.equals(method)) {
            problems.add(
                    path,
                    Constraints.quoted(method) + " is another method than " + upper
                            + ", as methods are case-sensitive (did you mean \"" + upper + "\"?)");
        }
    }

    private void checkBody(RequestSpec request, String path) {
        if (Each.count(request.body(), request.form(), request.multipart()) > 1) {
            problems.add(path, "has more than one of body, form and multipart; a request has at most one");
        }
        BodySpec body = request.body();
        if (body != null) {
            int kinds = Each.count(body.text(), body.json(), body.file());
            if (kinds == 0) {
                problems.missing(path + ".body", "has none of text, json and file", "text", "json", "file");
            } else if (kinds > 1) {
                problems.add(path + ".body", "has more than one of text, json and file");
            } else if (body.json() != null && body.contentType() != null) {
                problems.add(path + ".body.contentType", "a json body is always application/json; leave it out");
            } else if (body.contentType() != null
                    && Each.list(request.headers()).stream().anyMatch(RequestRules::isContentType)) {
                problems.add(
                        path + ".body.contentType",
                        "the request's header Content-Type says it already; leave one of them out");
            }
        }
        Each.of(request.multipart(), path + ".multipart", this::checkPart);
        if (request.form() != null || request.multipart() != null) {
            Each.of(request.headers(), path + ".headers", this::refuseContentType);
        }
    }

    private void refuseContentType(HeaderSpec header, String path) {
        if (isContentType(header)) {
            problems.add(path + ".name", "form and multipart set Content-Type themselves; leave it out");
        }
    }

    private static boolean isContentType(HeaderSpec header) {
        return "content-type".equalsIgnoreCase(header.name());
    }

    private void checkPart(PartSpec part, String path) {
        if (part.text() == null && part.file() == null) {
            problems.missing(path, "has neither text nor file", "text", "file");
        } else if (part.text() != null && part.file() != null) {
            problems.add(path, "has text and file; a part has one of them");
        } else if (part.text() != null && part.fileName() != null) {
            problems.add(path + ".fileName", "only a file has a fileName");
        }
    }
}
