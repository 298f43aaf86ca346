package dev.loadtest.cli.request;

import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.OneLine;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.run.replay.Replayed;
import dev.loadtest.engine.run.request.Resources;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.message.Upload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Prints a request, or sends it and prints its response.
 *
 * @param files what the plan refers to
 * @param cookie value of its Cookie header; empty for none
 */
public record Delivery(Console console, LoadPlan plan, Replayed.Made made, Map<SecretRef, Path> files, String cookie) {
    public Delivery {
        files = Map.copyOf(files);
    }

    /**
     * Prints the request.
     *
     * @throws IOException if a file of it cannot be read, or standard output not written
     * @throws Failure if no HTTP/1.1 can carry it
     */
    public void print(Form form) throws IOException, Failure {
        form.print(this, Upload.boundary(plan.name(), plan.seed()), console.out());
        console.out().flush();
    }

    /**
     * Sends it.
     *
     * @return whether its response is as expected
     * @throws IOException if standard output cannot be written
     */
    public boolean send(Resources resources) throws IOException {
        return switch (SingleSend.send(plan, resources, made, cookie)) {
            case SingleSend.Failed failed -> {
                console.say("no response: " + OneLine.of(failed.why()));
                yield false;
            }
            case SingleSend.Answered answered -> {
                print(answered.response());
                if (!answered.complaint().isEmpty()) {
                    console.say("not as expected: " + OneLine.of(answered.complaint()));
                }
                yield answered.complaint().isEmpty();
            }
        };
    }

    private void print(Transport.Response response) throws IOException {
        console.out().println("status " + response.status());
        response.headers().forEach((name, value) -> console.out().println(OneLine.of(name) + ": " + OneLine.of(value)));
        console.out().println();
        console.out().write(response.body());
        console.out().flush();
    }
}
