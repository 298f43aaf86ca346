package dev.loadtest.crds.compile;

import dev.loadtest.crds.model.BodySpec;
import dev.loadtest.crds.model.CaptureSpec;
import dev.loadtest.crds.model.HeaderSpec;
import dev.loadtest.crds.model.KeyRef;
import dev.loadtest.crds.model.PartSpec;
import dev.loadtest.crds.model.RequestSpec;
import dev.loadtest.crds.model.ValueSpec;
import dev.loadtest.crds.syntax.FileReference;
import dev.loadtest.crds.syntax.JsonTemplate;
import dev.loadtest.crds.syntax.Parameters;
import dev.loadtest.engine.plan.Body;
import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Header;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.RequestTemplate.QueryParameter;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.Targets;
import dev.loadtest.engine.plan.Template;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.plan.syntax.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles a valid request. */
final class RequestCompiler {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private RequestCompiler() {}

    /** @param columns the columns that its values bind are added */
    static RequestTemplate compile(RequestSpec request, RowColumns columns) {
        RequestTemplate template = template(request);
        return template.withValues(columns.values(request.values(), template.names()));
    }

    private static RequestTemplate template(RequestSpec request) {
        return new RequestTemplate(
                request.name(),
                request.target() == null ? Targets.DEFAULT : request.target(),
                request.method() == null ? "GET" : request.method(),
                Template.parse(request.path()),
                query(request),
                headersWithType(request),
                body(request),
                Optionals.list(request.capture()).stream()
                        .map(RequestCompiler::capture)
                        .toList(),
                Map.of(),
                ExpectationCompiler.compile(request.expect()),
                request.timeout() == null ? TIMEOUT : Durations.parse(request.timeout()),
                request.followRedirects() == null ? 0 : request.followRedirects());
    }

    private static List<QueryParameter> query(RequestSpec request) {
        return Parameters.of(request.query(), "query").stream()
                .map(parameter -> new QueryParameter(parameter.name(), template(parameter.value())))
                .toList();
    }

    private static @Nullable Template template(@Nullable String text) {
        return text == null ? null : Template.parse(text);
    }

    static List<Header> headers(@Nullable List<HeaderSpec> headers) {
        return Optionals.list(headers).stream().map(RequestCompiler::header).toList();
    }

    /** A body's content type becomes a header of its request and overrides the target's. */
    private static List<Header> headersWithType(RequestSpec request) {
        List<Header> headers = new ArrayList<>(headers(request.headers()));
        BodySpec body = request.body();
        if (body != null && body.contentType() != null) {
            Template type = new Template(List.of(new Template.Literal(body.contentType())));
            headers.add(new Header("Content-Type", new Header.Text(type)));
        }
        return headers;
    }

    private static Header header(HeaderSpec header) {
        if (header.valueFrom() != null) {
            KeyRef key = header.valueFrom().secretKeyRef();
            return new Header(
                    header.name(), new Header.FromSecret(new SecretRef(SecretRef.Kind.SECRET, key.name(), key.key())));
        }
        return new Header(header.name(), new Header.Text(Template.parse(String.valueOf(header.value()))));
    }

    private static Body body(RequestSpec request) {
        if (request.form() != null) {
            return new Body.Form(Parameters.of(request.form(), "form").stream()
                    .map(field -> new Body.Field(field.name(), template(field.value())))
                    .toList());
        }
        if (request.multipart() != null) {
            return new Body.Multipart(
                    request.multipart().stream().map(RequestCompiler::part).toList());
        }
        return request.body() == null ? new Body.None() : body(request.body());
    }

    private static Body body(BodySpec body) {
        if (body.json() != null) {
            return new Body.Json(JsonTemplate.of(body.json()));
        }
        if (body.file() != null) {
            return new Body.File(FileReference.parse(body.file()), "application/octet-stream");
        }
        return new Body.Text(Template.parse(String.valueOf(body.text())), "text/plain; charset=utf-8");
    }

    private static Body.Part part(PartSpec part) {
        if (part.file() != null) {
            Template fileName = part.fileName() == null ? null : Template.parse(part.fileName());
            return new Body.FilePart(part.name(), FileReference.parse(part.file()), fileName, part.contentType());
        }
        return new Body.TextPart(part.name(), Template.parse(String.valueOf(part.text())), part.contentType());
    }

    private static Capture capture(CaptureSpec capture) {
        return new Capture(capture.name(), source(capture), Boolean.TRUE.equals(capture.sensitive()));
    }

    private static Capture.Source source(CaptureSpec capture) {
        if (capture.header() != null) {
            return new Capture.ResponseHeader(capture.header());
        }
        return capture.regex() != null
                ? new Capture.Regex(capture.regex())
                : new Capture.JsonPointer(String.valueOf(capture.jsonPointer()));
    }

    /** A value that is no row. */
    static ValueSource value(ValueSpec value) {
        if (value.captured() != null) {
            return new ValueSource.Captured(value.captured());
        }
        if (value.range() != null) {
            return new ValueSource.Range(value.range().min(), value.range().max());
        }
        if (value.oneOf() != null) {
            return new ValueSource.OneOf(value.oneOf());
        }
        return value.file() != null ? new ValueSource.OneOfFiles(value.file()) : new ValueSource.Uuid();
    }
}
