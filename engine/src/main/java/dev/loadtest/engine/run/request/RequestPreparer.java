package dev.loadtest.engine.run.request;

import dev.loadtest.engine.plan.Auth;
import dev.loadtest.engine.plan.Body;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.Header;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.plan.Template;
import dev.loadtest.engine.share.DrawnValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Inserts drawn values into templates of requests to one target. */
public final class RequestPreparer {
    private static final String OCTETS = "application/octet-stream";

    private final Target target;
    private final Resources resources;

    public RequestPreparer(Target target, Resources resources) {
        this.target = target;
        this.resources = resources;
    }

    /** Where its requests are sent. */
    public Target target() {
        return target;
    }

    PreparedRequest prepare(RequestTemplate request, DrawnValues values) {
        Map<String, PreparedRequest.Field> headers = new LinkedHashMap<>();
        if (target.auth() instanceof Auth.Basic basic) {
            headers.put(
                    "authorization", new PreparedRequest.Field("Authorization", Credentials.basic(basic, resources)));
        }
        addHeaders(headers, target.headers(), values);
        addHeaders(headers, request.headers(), values);
        // A body determines its content type; without one the header is an ordinary one.
        PreparedRequest.Field typeHeader = request.body() instanceof Body.None ? null : headers.remove("content-type");
        String type = typeHeader == null ? null : typeHeader.value();
        PreparedRequest.Content content = content(request.body(), type, values);
        return new PreparedRequest(
                request.method(),
                pathAndQuery(request, values),
                List.copyOf(headers.values()),
                content,
                request.followRedirects());
    }

    private void addHeaders(Map<String, PreparedRequest.Field> into, Collection<Header> headers, DrawnValues values) {
        for (Header header : headers) {
            String value =
                    switch (header.value()) {
                        case Header.Text text -> plain(text.template(), values);
                        case Header.FromSecret secret -> resources.secret(secret.ref());
                    };
            into.put(
                    header.name().toLowerCase(Locale.ROOT),
                    new PreparedRequest.Field(header.name(), Encoding.headerValue(value)));
        }
    }

    private String pathAndQuery(RequestTemplate request, DrawnValues values) {
        StringBuilder path = new StringBuilder(target.basePath());
        path.append(request.path().render(values::text, Encoding::percent));
        char separator = path.indexOf("?") < 0 ? '?' : '&';
        for (RequestTemplate.QueryParameter parameter : request.query()) {
            path.append(separator).append(pair(parameter.name(), parameter.value(), values));
            separator = '&';
        }
        return path.toString();
    }

    /** Form and multipart have fixed types; other bodies use a header's type or their default. */
    private PreparedRequest.Content content(Body body, @Nullable String type, DrawnValues values) {
        return switch (body) {
            case Body.None none -> new PreparedRequest.Empty();
            case Body.Text text -> bytes(plain(text.template(), values), or(type, text.contentType()));
            case Body.Json json ->
                bytes(json.template().render(values::text, Encoding::json), or(type, "application/json"));
            case Body.Form form -> bytes(form(form, values), "application/x-www-form-urlencoded");
            case Body.File file -> {
                FileRef ref = values.file(file.valueName());
                yield new PreparedRequest.FileContent(resources.file(ref), ref.size(), or(type, file.contentType()));
            }
            case Body.Multipart multipart ->
                new PreparedRequest.Multipart(multipart.parts().stream()
                        .map(part -> part(part, values))
                        .toList());
        };
    }

    private PreparedRequest.Part part(Body.Part part, DrawnValues values) {
        return switch (part) {
            case Body.TextPart text ->
                new PreparedRequest.TextPart(
                        text.name(), plain(text.text(), values), or(text.contentType(), "text/plain; charset=utf-8"));
            case Body.FilePart file -> {
                FileRef ref = values.file(file.valueName());
                Template named = file.fileName();
                String fileName = named == null ? ref.name() : plain(named, values);
                yield new PreparedRequest.FilePart(
                        file.name(), fileName, or(file.contentType(), OCTETS), resources.file(ref), ref.size());
            }
        };
    }

    private static String form(Body.Form form, DrawnValues values) {
        List<String> pairs = new ArrayList<>();
        for (Body.Field field : form.fields()) {
            pairs.add(pair(field.name(), field.value(), values));
        }
        return String.join("&", pairs);
    }

    private static String pair(String name, @Nullable Template value, DrawnValues values) {
        String encoded = Encoding.percent(name);
        return value == null ? encoded : encoded + "=" + Encoding.percent(plain(value, values));
    }

    private static PreparedRequest.Bytes bytes(String text, String type) {
        return new PreparedRequest.Bytes(text.getBytes(StandardCharsets.UTF_8), type);
    }

    private static String plain(Template template, DrawnValues values) {
        return template.render(values::text, UnaryOperator.identity());
    }

    private static String or(@Nullable String given, String otherwise) {
        return given == null ? otherwise : given;
    }
}
