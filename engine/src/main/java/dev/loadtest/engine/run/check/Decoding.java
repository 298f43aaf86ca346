package dev.loadtest.engine.run.check;

import dev.loadtest.engine.run.transport.Transport.Response;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Undoes the content codings of a response's body. Each coding yields at most the limit, however much its input stands
 * for, so that a small body costs neither much memory nor much time.
 */
final class Decoding {
    /** Servers apply one; each further one multiplies what a byte of the body may cost. */
    private static final int MAX_CODINGS = 3;

    private static final int FIRST_SIZE = 4096;
    private static final Pattern UNUSUAL = Pattern.compile("[^a-z0-9,._-]+");
    private static final int MAX_NAME = 40;

    private final ContentCodings codings;

    Decoding(ContentCodings codings) {
        this.codings = codings;
    }

    /**
     * The response with its body decoded; the same without a coding. A body whose codings cannot be undone stays as it is,
     * with the reason.
     *
     * @param limit maximum bytes of the decoded body
     */
    Response decoded(Response response, int limit) {
        if (response.body().length == 0) {
            return response;
        }
        String header = response.headers().first("content-encoding");
        if (header == null) {
            return response;
        }
        List<String> names = names(String.join(",", response.headers().all("content-encoding")));
        if (names.isEmpty()) {
            return response;
        }
        if (names.size() > MAX_CODINGS) {
            return undecoded(response, "the body has more than " + MAX_CODINGS + " content codings");
        }
        List<Bounded> stages = new ArrayList<>();
        try (InputStream in = open(names, response.body(), limit, stages)) {
            return read(in, response, limit, stages);
        } catch (UnknownCoding unknown) {
            return undecoded(
                    response,
                    "the body is compressed in a way that cannot be undone (Content-Encoding: " + unknown.name + ")");
        } catch (IOException | RuntimeException malformed) {
            // Decoders report malformed input by exceptions of many types.
            return undecoded(
                    response,
                    "the body is not what its Content-Encoding (" + shown(String.join(", ", names)) + ") says");
        }
    }

    private static List<String> names(String header) {
        List<String> names = new ArrayList<>();
        for (String coding : header.split(",")) {
            String name = coding.strip().toLowerCase(Locale.ROOT);
            if (!name.isEmpty() && !name.equals("identity")) {
                names.add(name);
            }
        }
        return names;
    }

    /** The coding that was applied last is undone first. */
    private InputStream open(List<String> names, byte[] body, int limit, List<Bounded> stages) throws IOException {
        InputStream in = new ByteArrayInputStream(body);
        for (String name : names.reversed()) {
            InputStream opened = null;
            try {
                opened = codings.open(name, in);
            } finally {
                if (opened == null) {
                    in.close();
                }
            }
            if (opened == null) {
                throw new UnknownCoding(shown(name));
            }
            stages.add(new Bounded(opened, limit));
            in = stages.getLast();
        }
        return in;
    }

    /** What was cut off, on its way or between two codings, ends within its coding: what stands before is decoded. */
    private static Response read(InputStream in, Response response, int limit, List<Bounded> stages)
            throws IOException {
        byte[] bytes = new byte[Math.min(FIRST_SIZE, limit)];
        int length = 0;
        try {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes, length, bytes.length - length)) {
                length += count;
                if (length == limit) {
                    // Tells the last stage whether there is more.
                    in.read();
                    break;
                }
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, (int) Math.min(2L * length, limit));
                }
            }
        } catch (IOException | RuntimeException end) {
            if (!isCut(response, stages)) {
                throw end;
            }
        }
        return new Response(
                response.status(),
                response.headers(),
                Arrays.copyOf(bytes, length),
                isCut(response, stages),
                response.undecoded());
    }

    private static boolean isCut(Response response, List<Bounded> stages) {
        return response.truncated() || stages.stream().anyMatch(Bounded::isCut);
    }

    private static Response undecoded(Response response, String why) {
        return new Response(response.status(), response.headers(), response.body(), response.truncated(), why);
    }

    /** The target's own text, made safe to print. */
    private static String shown(String name) {
        String plain = UNUSUAL.matcher(name).replaceAll(" ");
        return plain.length() <= MAX_NAME ? plain : plain.substring(0, MAX_NAME) + "…";
    }

    private static final class UnknownCoding extends IOException {
        private static final long serialVersionUID = 1;
        private final String name;

        UnknownCoding(String name) {
            this.name = name;
        }
    }

    /** Ends after a number of bytes, one more than the limit, so that its reader sees that there are more. */
    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream in, int limit) {
            super(in);
            this.left = limit + 1L;
        }

        boolean isCut() {
            return left == 0;
        }

        @Override
        public int read() throws IOException {
            int next = left == 0 ? -1 : in.read();
            left -= next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int count = left == 0 ? -1 : in.read(into, offset, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
