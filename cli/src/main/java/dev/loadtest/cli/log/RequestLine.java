package dev.loadtest.cli.log;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.loadtest.engine.run.log.LoggedRequest;

/** Writes requests as lines of JSON. The instance reuses its buffer: confined to one thread. */
final class RequestLine {
    /** First characters of every line, by which a log of an earlier run is recognized. */
    static final String BEGIN = "{\"case\":\"";

    private final StringBuilder line = new StringBuilder(512);
    private final InstantText instants = new InstantText();

    /** The line of a request, with its end of line; valid until the next call. */
    CharSequence of(int worker, LoggedRequest request) {
        LoggedRequest.Place place = request.place();
        LoggedRequest.Times times = request.times();
        line.setLength(0);
        line.append(BEGIN);
        JsonStringEncoder.getInstance().quoteAsString(place.caseId(), line);
        line.append('"');
        text("phase", place.phase());
        text("request", place.request());
        number("k", place.k());
        text("journey", place.journey());
        number("step", place.step());
        number("attempt", place.attempt());
        text("kind", request.kind().label());
        number("worker", worker);
        instant("planned", times, times.plannedMicros());
        instant("sent", times, times.sentMicros());
        instant("ended", times, times.endedMicros());
        number("plannedMicros", times.plannedMicros());
        number("sentMicros", times.sentMicros());
        number("endedMicros", times.endedMicros());
        number("heldMicros", times.heldMicros());
        number("firstByteMicros", times.firstByteMicros());
        number("serviceMicros", times.serviceMicros());
        number("responseMicros", times.responseMicros());
        number("status", request.status());
        text("outcome", request.outcome().label());
        text("cause", request.cause());
        text("traceId", request.traceId());
        return line.append("}\n");
    }

    private void text(String name, String value) {
        line.append(",\"").append(name).append("\":\"");
        JsonStringEncoder.getInstance().quoteAsString(value, line);
        line.append('"');
    }

    private void number(String name, long value) {
        line.append(",\"").append(name).append("\":").append(value);
    }

    private void instant(String name, LoggedRequest.Times times, long micros) {
        line.append(",\"").append(name).append("\":\"");
        instants.append(times.originMicros() + micros, line);
        line.append('"');
    }
}
