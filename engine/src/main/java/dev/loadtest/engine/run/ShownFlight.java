package dev.loadtest.engine.run;

import dev.loadtest.engine.run.capture.SecretMask;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Transport;
import java.nio.charset.StandardCharsets;

/** A request in flight that is shown, and its end. Confined to the loop. */
final class ShownFlight implements Transport.Listener {
    /** Bytes of a body that is shown. */
    static final int MAX_BODY = 1 << 20;

    private final FirstExchanges exchanges;
    private final int number;
    private final Flight flight;
    private final MixRequest of;

    ShownFlight(FirstExchanges exchanges, int number, Flight flight, MixRequest of) {
        this.exchanges = exchanges;
        this.number = number;
        this.flight = flight;
        this.of = of;
    }

    /** Shows the request before it is sent. */
    void show(PreparedRequest request) {
        StringBuilder text = new StringBuilder(title(request.method() + " " + request.target()));
        request.headers().forEach(field -> text.append(field.name())
                .append(": ")
                .append(field.value())
                .append('\n'));
        if (request.cookies() != null) {
            text.append("Cookie: those of the journey\n");
        }
        content(request.content(), text);
        exchanges.show(mask().mask(text.toString()));
    }

    private static void content(PreparedRequest.Content content, StringBuilder text) {
        switch (content) {
            case PreparedRequest.Empty empty -> {}
            case PreparedRequest.Bytes bytes ->
                text.append("Content-Type: ")
                        .append(bytes.contentType())
                        .append("\n\n")
                        .append(new String(bytes.bytes(), StandardCharsets.UTF_8))
                        .append('\n');
            case PreparedRequest.FileContent file ->
                text.append("Content-Type: ")
                        .append(file.contentType())
                        .append("\n\n(the file ")
                        .append(file.path())
                        .append(")\n");
            case PreparedRequest.Multipart form -> {
                text.append("Content-Type: multipart/form-data\n\n");
                form.parts().forEach(part -> part(part, text));
            }
        }
    }

    private static void part(PreparedRequest.Part part, StringBuilder text) {
        switch (part) {
            case PreparedRequest.TextPart it ->
                text.append(it.name()).append(" = ").append(it.text()).append('\n');
            case PreparedRequest.FilePart it ->
                text.append(it.name()).append(" = (the file ").append(it.path()).append(")\n");
        }
    }

    private String title(String what) {
        return "#" + number + " " + flight.place() + " " + of.template.name() + ": " + what + "\n";
    }

    private SecretMask mask() {
        return flight.share.books().mask(flight);
    }

    @Override
    public int bodyLimit(int status, int limit) {
        return Math.max(limit, flight.bodyLimit(status, limit));
    }

    @Override
    public void connected(long nanos) {
        flight.connected(nanos);
    }

    @Override
    public void again(Runnable send) {
        flight.again(send);
    }

    /** Shown before it is filed: what follows may send the next request of its journey. */
    @Override
    public void completed(Transport.Response response) {
        String whole = new AnswerExcerpt(of, mask(), MAX_BODY).whole(response);
        exchanges.show(title("status " + response.status()) + whole);
        flight.completed(response);
    }

    @Override
    public void failed(ErrorCause cause, String detail) {
        String why = cause.label() + (detail.isEmpty() ? "" : " (" + mask().mask(detail) + ")");
        exchanges.show(title("no response: " + why));
        flight.failed(cause, detail);
    }
}
