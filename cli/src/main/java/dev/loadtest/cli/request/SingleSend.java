package dev.loadtest.cli.request;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.check.Complaint;
import dev.loadtest.engine.run.check.ResponseCheck;
import dev.loadtest.engine.run.replay.Replayed;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.Resources;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.WorkerHost;
import dev.loadtest.worker.body.Bodies;
import dev.loadtest.worker.http.VertxTransports;
import dev.loadtest.worker.http.dial.AddressPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** Sends one request, as a worker would. */
public final class SingleSend {
    private static final int MAX_BODY = 16 << 20;

    private SingleSend() {}

    /** How it ended. */
    public sealed interface End {}

    /**
     * A complete response.
     *
     * @param complaint what was expected and found; empty for a response that meets its expectation
     */
    public record Answered(Transport.Response response, String complaint) implements End {}

    /** @param why there is no complete response */
    public record Failed(String why) implements End {}

    /**
     * Sends, waits, and closes every connection.
     *
     * @param cookie value of its Cookie header; empty for none
     * @throws IllegalArgumentException if the target can never be sent to; the message says why
     */
    public static End send(LoadPlan plan, Resources resources, Replayed.Made made, String cookie) {
        try (WorkerHost host = WorkerHost.start(1)) {
            VertxLoop loop = host.loops().getFirst();
            try (VertxTransports transports = VertxTransports.open(loop, plan, resources, AddressPolicy.ALLOW_ALL)) {
                transports.signIns().tried().toCompletableFuture().join();
                if (!transports.signIns().lacking().isEmpty()) {
                    return new Failed(String.join("; ", transports.signIns().lacking()));
                }
                Listener listener = new Listener();
                loop.execute(() -> transports.to(made.target()).send(with(made.request(), cookie), MAX_BODY, listener));
                return checked(made, listener.end.get(made.template().timeout().toMillis(), TimeUnit.MILLISECONDS));
            }
        } catch (TimeoutException e) {
            return new Failed(
                    "no whole response within " + made.template().timeout().toMillis() / 1e3 + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failed("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the request could not be sent", e.getCause());
        }
    }

    private static PreparedRequest with(PreparedRequest request, String cookie) {
        if (cookie.isEmpty()) {
            return request;
        }
        List<PreparedRequest.Field> headers = new ArrayList<>(request.headers());
        headers.add(new PreparedRequest.Field("Cookie", cookie));
        return new PreparedRequest(
                request.method(), request.target(), headers, request.content(), request.followRedirects());
    }

    private static End checked(Replayed.Made made, End end) {
        if (!(end instanceof Answered answered)) {
            return end;
        }
        ResponseCheck check = new ResponseCheck(made.template(), Bodies.readers());
        Transport.Response decoded = check.decoded(answered.response(), MAX_BODY);
        Complaint complaint = check.complaint(check.checked(decoded));
        return new Answered(decoded, complaint == null ? "" : complaint.sentence(UnaryOperator.identity()));
    }

    private static final class Listener implements Transport.Listener {
        private final CompletableFuture<End> end = new CompletableFuture<>();

        @Override
        public void completed(Transport.Response response) {
            end.complete(new Answered(response, ""));
        }

        @Override
        public void failed(ErrorCause cause, String detail) {
            end.complete(new Failed(cause.label() + (detail.isEmpty() ? "" : " (" + detail + ")")));
        }
    }
}
