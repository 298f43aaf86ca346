package dev.loadtest.engine.run.check;

import dev.loadtest.engine.run.transport.Transport.Response;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a response body may differ from the text that a check or capture reads. */
final class Readable {
    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\\s\";]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern UTF_8 = Pattern.compile("utf-?8|us-ascii|ascii", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNUSUAL = Pattern.compile("[^A-Za-z0-9,._-]+");
    private static final int MAX_NAME = 40;

    private Readable() {}

    /**
     * A clause that explains why something was not found; empty if there is no obstacle.
     *
     * @param response decoded
     */
    static String obstacle(Response response) {
        if (!response.undecoded().isEmpty()) {
            return response.undecoded();
        }
        if (isGzip(response.body())) {
            return "the body is compressed (it begins like gzip), and no Content-Encoding says so";
        }
        if (response.truncated()) {
            return "only the body's first " + response.body().length + " bytes are read";
        }
        String type = response.headers().first("content-type");
        Matcher charset = CHARSET.matcher(type == null ? "" : type);
        if (charset.find() && !UTF_8.matcher(charset.group(1)).matches()) {
            return "the body's charset is " + name(charset.group(1)) + ", and it is read as UTF-8";
        }
        return "";
    }

    /** The same after a colon. */
    static String because(Response response) {
        String obstacle = obstacle(response);
        return obstacle.isEmpty() ? "" : ": " + obstacle;
    }

    private static boolean isGzip(byte[] body) {
        return body.length > 1 && body[0] == 0x1f && body[1] == (byte) 0x8b;
    }

    /** The target's own text, made safe to print. */
    private static String name(String text) {
        String plain = UNUSUAL.matcher(text.strip().toLowerCase(Locale.ROOT)).replaceAll(" ");
        return plain.length() <= MAX_NAME ? plain : plain.substring(0, MAX_NAME) + "…";
    }
}
