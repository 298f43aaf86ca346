package dev.loadtest.cli;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/**
 * {@code sun.misc.Signal}, the JDK's only way to hear signals. By reflection: it is in every JDK, but the compiler warns of
 * it in a way that cannot be turned off, and warnings are errors here.
 */
final class Signals {
    private Signals() {}

    /** What a signal did before; undoes the listening. */
    interface Restoration {
        void restore();
    }

    /**
     * Listens to a signal. One that the process was started to ignore (nohup) stays ignored.
     *
     * @param name such as INT
     * @param listener called on a thread of the JVM's, for each time
     * @return empty where this system or JVM does not offer the signal
     */
    static Optional<Restoration> listen(String name, Runnable listener) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Object signal = signals.getConstructor(String.class).newInstance(name);
            MethodHandle run = MethodHandles.lookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(listener);
            Object handler =
                    MethodHandleProxies.asInterfaceInstance(handlers, MethodHandles.dropArguments(run, 0, signals));
            var handle = signals.getMethod("handle", signals, handlers);
            Object before = handle.invoke(null, signal, handler);
            return Optional.of(() -> {
                try {
                    handle.invoke(null, signal, before);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException("the handler of " + name + " cannot be put back", e);
                }
            });
        } catch (InvocationTargetException refused) {
            // No such signal here, or the JVM keeps it for itself (-Xrs).
            return Optional.empty();
        } catch (ReflectiveOperationException noSuchApi) {
            return Optional.empty();
        }
    }
}
