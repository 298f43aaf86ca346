package dev.loadtest.operator.run;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Records notices about its pod and stored files; never answers other calls. */
public final class NotingWorker {
    private final List<String> told = new ArrayList<>();
    private final int index;
    private String refusal = "";
    private boolean isLost;

    public NotingWorker(int index) {
        this.index = index;
    }

    /** Storing and updates fail from now on. */
    void refuse(String why) {
        refusal = why;
    }

    /** Storing and updates succeed again. */
    void accept() {
        refusal = "";
    }

    /** Counts as given up from now on, though its pod lives. */
    void giveUp() {
        isLost = true;
    }

    List<String> told() {
        return List.copyOf(told);
    }

    public PodWorker port() {
        return (PodWorker) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {PodWorker.class},
                (proxy, method, arguments) -> answer(proxy, method, arguments));
    }

    private @Nullable Object answer(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "index" -> index;
            case "lost", "leaving" -> note(method.getName() + ": " + arguments[0]);
            case "isLost" -> isLost;
            case "close" -> note("closed");
            case "store" -> {
                note("stored " + arguments[0]);
                yield refusal.isEmpty()
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(new IllegalStateException(refusal));
            }
            case "update" -> {
                RunAddresses now = (RunAddresses) arguments[1];
                note("update " + arguments[0] + ": " + now.allowedInOrder() + " without " + now.deniedInOrder());
                yield refusal.isEmpty()
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(new IllegalStateException(refusal));
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "worker " + index;
            default -> new CompletableFuture<>();
        };
    }

    private @Nullable Object note(String what) {
        told.add(what);
        return null;
    }
}
