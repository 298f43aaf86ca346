package dev.loadtest.worker.process;

import dev.loadtest.control.message.AddressUpdate;
import dev.loadtest.control.message.Caller;
import dev.loadtest.control.message.ControlJson;
import dev.loadtest.control.message.ControlPaths;
import dev.loadtest.control.message.Done;
import dev.loadtest.control.message.FilesFound;
import dev.loadtest.control.message.FilesRequest;
import dev.loadtest.control.message.Installation;
import dev.loadtest.control.message.Instruction;
import dev.loadtest.control.message.ReportRequest;
import dev.loadtest.control.message.Standing;
import dev.loadtest.control.seal.BadMessageException;
import dev.loadtest.control.seal.OperatorCheck.Admitted;
import dev.loadtest.control.session.WorkerSession;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.worker.VertxLoop;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Handlers of the paths. Called on the server's loop; stages complete on any thread. */
final class ControlRoutes {
    private static final Executor THREADS = Thread.ofVirtual().name("files-", 0)::start;
    private static final Set<String> POSTED = Set.of(
            ControlPaths.INSTALL,
            ControlPaths.COMMAND,
            ControlPaths.REPORT,
            ControlPaths.CLOCK,
            ControlPaths.CAPTURED,
            ControlPaths.FILES,
            ControlPaths.ADDRESSES);

    private final VertxLoop worker;
    private final WorkerSession session;
    private final PodFiles files;
    private final OutputStore output;
    private final CurrentAddresses addresses;

    /** @param worker the loop to which the session is confined */
    ControlRoutes(
            VertxLoop worker, WorkerSession session, PodFiles files, OutputStore output, CurrentAddresses addresses) {
        this.worker = worker;
        this.session = session;
        this.files = files;
        this.output = output;
        this.addresses = addresses;
    }

    static boolean knows(String path) {
        return POSTED.contains(path);
    }

    CompletionStage<Standing> standing() {
        return onLoop(() -> CompletableFuture.completedFuture(session.standing()));
    }

    /** Answers a message posted to a known path. */
    CompletionStage<?> answer(String path, byte[] body) throws BadMessageException {
        return switch (path) {
            case ControlPaths.INSTALL -> {
                Installation installation = read(body, Installation.class);
                yield onLoop(() -> session.install(installation));
            }
            case ControlPaths.COMMAND -> {
                Instruction instruction = read(body, Instruction.class);
                yield onLoop(() -> session.perform(instruction));
            }
            case ControlPaths.REPORT -> {
                ReportRequest request = read(body, ReportRequest.class);
                yield onLoop(() -> session.report(request));
            }
            case ControlPaths.CLOCK -> {
                Caller caller = read(body, Caller.class);
                yield onLoop(() -> session.clock(caller));
            }
            case ControlPaths.CAPTURED -> {
                Caller caller = read(body, Caller.class);
                yield onLoop(() -> session.captured(caller));
            }
            case ControlPaths.FILES -> {
                FilesRequest wanted = read(body, FilesRequest.class);
                yield CompletableFuture.supplyAsync(() -> found(wanted), THREADS);
            }
            case ControlPaths.ADDRESSES -> {
                addresses.update(read(body, AddressUpdate.class));
                yield CompletableFuture.completedFuture(new Done(0));
            }
            default -> throw new IllegalArgumentException(path);
        };
    }

    private FilesFound found(FilesRequest wanted) {
        List<FileRef> listed = files.list(wanted.set(), wanted.pattern());
        return new FilesFound(listed, wanted.rows() ? files.rows(wanted.set(), listed) : null);
    }

    /** Writes the paused body of a request if it matches its seal. */
    CompletionStage<Void> store(String name, HttpServerRequest content, Admitted sealed) {
        return output.store(name, content, sealed);
    }

    private static <T> T read(byte[] body, Class<T> type) throws BadMessageException {
        return ControlJson.read(body, type, ControlPaths.MAX_REQUEST_BYTES);
    }

    private <T> CompletionStage<T> onLoop(Supplier<CompletionStage<T>> task) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        worker.execute(() -> {
            try {
                task.get().whenComplete((value, failure) -> {
                    if (failure == null) {
                        answer.complete(value);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                });
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }
}
