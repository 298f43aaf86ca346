package dev.loadtest.engine.run.request;

import dev.loadtest.engine.run.cookie.CookieJar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request with all values in place. Instances without drawn values are shared between sends, so that a transport can
 * cache its encoding in {@link #encoded}.
 */
public final class PreparedRequest {
    private final String method;
    private final String target;
    private final List<Field> headers;
    private final Content content;
    private final int followRedirects;

    private final PreparedRequest origin;
    private final @Nullable CookieJar cookies;
    private final boolean hasAuthorization;
    /** The same request with the newest credentials; of an {@link #origin()} alone, confined to the loop. */
    private @Nullable PreparedRequest authorized;

    private String credentials = "";

    /** The transport's encoding of this request, for its next send; confined to the loop. */
    public @Nullable Object encoded;

    /**
     * The transport's encoding of everything but the target, for the next request of the same {@link #origin()};
     * confined to the loop.
     */
    public @Nullable Object encodedRest;

    /**
     * @param target the request target, path and query, percent-encoded
     * @param headers in order, names unique, without Host, Content-Length and Transfer-Encoding
     */
    public PreparedRequest(String method, String target, List<Field> headers, Content content, int followRedirects) {
        this.method = method;
        this.target = target;
        this.headers = List.copyOf(headers);
        this.content = content;
        this.followRedirects = followRedirects;
        this.origin = this;
        this.cookies = null;
        this.hasAuthorization =
                headers.stream().anyMatch(header -> header.name().equalsIgnoreCase("authorization"));
    }

    private PreparedRequest(PreparedRequest like, String target, @Nullable CookieJar cookies) {
        this.method = like.method;
        this.target = target;
        this.headers = like.headers;
        this.content = like.content;
        this.followRedirects = like.followRedirects;
        this.origin = like.origin;
        this.cookies = cookies;
        this.hasAuthorization = like.hasAuthorization;
    }

    /** The same request with another target. */
    public PreparedRequest withTarget(String other) {
        return new PreparedRequest(this, other, cookies);
    }

    /** The same request with the cookies of a journey, of which the transport sends those that go with it. */
    public PreparedRequest withCookies(CookieJar jar) {
        return new PreparedRequest(this, target, jar);
    }

    /** The same request with a further header. */
    public PreparedRequest with(Field header) {
        List<Field> all = new ArrayList<>(headers);
        all.add(header);
        PreparedRequest made = new PreparedRequest(method, target, all, content, followRedirects);
        return cookies == null ? made : made.withCookies(cookies);
    }

    /** Whether it has an Authorization header of its own. */
    public boolean hasAuthorization() {
        return hasAuthorization;
    }

    /**
     * The same request with these credentials in its Authorization header, for one that has none. Those of equal requests
     * share what the transport keeps of them, until other credentials come. On the loop.
     */
    public PreparedRequest authorized(String value) {
        PreparedRequest whole = origin.authorized;
        if (whole == null || !origin.credentials.equals(value)) {
            List<Field> all = new ArrayList<>(headers);
            all.add(new Field("Authorization", value));
            whole = new PreparedRequest(method, origin.target, all, content, followRedirects);
            origin.authorized = whole;
            origin.credentials = value;
        }
        return origin == this ? whole : new PreparedRequest(whole, target, cookies);
    }

    /** The request that this one equals except for its target and cookies. */
    public PreparedRequest origin() {
        return origin;
    }

    public String method() {
        return method;
    }

    public String target() {
        return target;
    }

    public List<Field> headers() {
        return headers;
    }

    public Content content() {
        return content;
    }

    /** What keeps the cookies of its responses, those of redirects too; null where none are kept. */
    public @Nullable CookieJar cookies() {
        return cookies;
    }

    public int followRedirects() {
        return followRedirects;
    }

    /** A name and its value. */
    public record Field(String name, String value) {}

    /** The content of the body. */
    public sealed interface Content {}

    public record Empty() implements Content {}

    /** Bytes in memory; shared and never written to. */
    public record Bytes(byte[] bytes, String contentType) implements Content {}

    /** A file, streamed. */
    public record FileContent(Path path, long size, String contentType) implements Content {}

    /** {@code multipart/form-data}, its files streamed; the transport draws the boundary. */
    public record Multipart(List<Part> parts) implements Content {
        public Multipart {
            parts = List.copyOf(parts);
        }
    }

    public sealed interface Part {}

    public record TextPart(String name, String text, String contentType) implements Part {}

    public record FilePart(String name, String fileName, String contentType, Path path, long size) implements Part {}
}
